import { collect, col, day, end, int, numbers, pl, range, start, year } from '../harness/polars_parts.mjs';

const present = y => start.ltEq(day(2015 + y, 11, 31)).and(end.isNull().or(end.gtEq(day(2015 + y, 0, 1))));
const distinct = col('person').nUnique().alias('n');

export const forms = {
  // one flag per year and person, then sums of the flags
  flags: spells => {
    const from = year(start), to = year(end).fillNull(int(9));
    const flags = range(10).map(y => from.ltEq(int(y)).and(to.gtEq(int(y))).alias('y' + y));
    const any = range(10).map(y => col('y' + y).max()), sums = range(10).map(y => col('y' + y).cast(pl.UInt32).sum());
    const byGroup = collect(spells.select('person', 'target_group', ...flags).groupBy(['person', 'target_group']).agg(...any)).lazy();
    const ofYears = ['target_group', ...range(10).map(y => 'y' + y), 'ever'];
    const groups = collect(byGroup.groupBy('target_group').agg(...sums, pl.len().alias('ever'))).select(...ofYears);
    const persons = collect(byGroup.groupBy('person').agg(...any).select(int(8, pl.Int8).alias('target_group'), ...sums, pl.len().alias('ever')));
    return [groups, persons.select(...ofYears)];
  },
  filters: spells => {
    const ofYear = y => spells.filter(present(y));
    const wide = (rows, y, group) => rows.withColumns(int(group, pl.Int8).alias('target_group'), int(y).alias('y')).select('target_group', 'y', 'n');
    return [collect(pl.concat([
      ...range(10).map(y => ofYear(y).groupBy('target_group').agg(distinct).withColumn(int(y).alias('y')).select('target_group', 'y', 'n')),
      ...range(10).map(y => wide(ofYear(y).select(distinct), y, 8)),
      spells.groupBy('target_group').agg(distinct).withColumn(int(10).alias('y')).select('target_group', 'y', 'n'),
      wide(spells.select(distinct), 10, 8)]))];
  },
};
export function answer(frames) {
  const cells = new Float64Array(11 * 9);
  for (const frame of frames)
    for (const [group, ...rest] of numbers(frame, ...frame.columns))
      if (rest.length === 2) cells[rest[0] * 9 + group] = rest[1];
      else rest.forEach((n, y) => cells[y * 9 + group] = n);
  return cells;
}
