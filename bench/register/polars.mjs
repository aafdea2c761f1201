import { collect, col, pl } from '../harness/polars_parts.mjs';

export const prepare = folder => pl.readParquet(folder + '/unsorted/spells.parquet').rechunk().lazy();
export const forms = { sort: spells => collect(spells.sort(['person', 'start_date', 'end_date'], false, true)) };
export function answer(sorted) {
  const day = name => col(name).cast(pl.Int32).cast(pl.Int64), person = col('person');
  const same = person.eq(person.shift(1)).fillNull(false);
  const row = sorted.select(person.count().alias('rows'), person.nUnique().alias('persons'),
    day('start_date').minus(day('start_date').shift(1)).filter(same).sum().alias('steps'), day('start_date').sum().alias('starts'),
    day('end_date').sum().alias('ends'), col('end_date').isNull().sum().alias('open')).row(0);
  return row.map(Number);
}
