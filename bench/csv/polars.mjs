import { threads } from '../harness/measure.mjs';
import { col, pl } from '../harness/polars_parts.mjs';

const codes = ['sex', 'age', 'district', 'target_group', 'born_abroad', 'education', 'exit_reason', 'self_supporting'];
const types = { person: pl.Int32, sex: pl.Int8, age: pl.Int8, district: pl.Int8, target_group: pl.Int8, born_abroad: pl.Int8,
  education: pl.Int8, start_date: pl.Date, end_date: pl.Date, exit_reason: pl.Int8, self_supporting: pl.Int8 };

export const prepare = folder => folder + '/unsorted/spells.csv';
export const forms = { typed: file => pl.readCSV(file, { schema: types, numThreads: threads }) };
export function answer(frame) {
  const sum = name => Number(frame.select(col(name).cast(pl.Int32).cast(pl.Int64).sum()).row(0)[0]);
  return [frame.height, sum('person'), sum('start_date'), sum('end_date'), codes.reduce((all, name) => all + sum(name), 0)];
}
