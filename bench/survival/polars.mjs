import { collect, col, end, int, numbers, pl, start } from '../harness/polars_parts.mjs';
import { daily } from '../harness/curves.mjs';

const group = ['target_group', 'sex'], one = int(1, pl.Float64);
const causes = [1, 2, 3], last_day = 20088;

export const forms = {
  cumulative(spells) {
    const ended = end.fillNull(int(last_day).cast(pl.Date)).cast(pl.Int32).plus(int(1));
    const counted = spells.select(...group, ended.minus(start.cast(pl.Int32)).alias('t'), 'exit_reason').groupBy([...group, 't'])
      .agg(...causes.map(c => col('exit_reason').eq(int(c, pl.Int8)).sum().cast(pl.Float64).alias('d' + c)), pl.len().cast(pl.Float64).alias('n'))
      .sort([...group, 't']);
    return collect(counted
      .withColumns(col('n').cumSum(true).over(...group).alias('at_risk'), col('d1').plus(col('d2')).plus(col('d3')).alias('d'))
      .withColumn(one.minus(col('d').divideBy(col('at_risk'))).cumProd().over(...group).alias('s'))
      .withColumn(col('s').shiftAndFill(1, 1.0).over(...group).alias('before'))
      .withColumns(...causes.map(c => col('before').multiplyBy(col('d' + c)).divideBy(col('at_risk')).cumSum().over(...group).alias('f' + c))));
  },
};
export const answer = frame => daily(numbers(frame, ...group, 't', 's', 'f1', 'f2', 'f3'));
