import { collect, col, end, ended, gridOf, int, numbers, pl, start, stocks, stocksByFilter, year } from '../harness/polars_parts.mjs';

const keys = ['y', 'target_group', 'sex'];
const grid = gridOf({ m: 120, target_group: 8, sex: 2 });

const byYear = (spells, stock) => {
  const durations = ended(spells).select(year(end).alias('y'), 'target_group', 'sex',
    end.cast(pl.Int32).minus(start.cast(pl.Int32)).alias('days')).groupBy(keys).agg(col('days').mean().plus(pl.lit(1.0)).alias('duration'));
  return collect(stock.withColumn(col('m').cast(pl.Float64).divideBy(12).floor().cast(pl.Int32).alias('y')).groupBy(keys)
    .agg(col('n').sum().cast(pl.Float64).divideBy(12.0).alias('enrolled'))
    .join(durations, { on: keys, how: 'left' }).withColumn(col('duration').fillNull(0)).sort(keys));
};

export const forms = {
  events: spells => byYear(spells, stocks(spells, ['target_group', 'sex'], grid)),
  filters: spells => byYear(spells, stocksByFilter(spells, ['target_group', 'sex'])),
};
export const answer = frame => numbers(frame, 'enrolled', 'duration').flat();
