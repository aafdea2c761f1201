// How DuckDB reads the generated file fastest: all types told, nothing detected.
import { folder } from './measure.mjs';

const columns = `{person: 'INTEGER', sex: 'TINYINT', age: 'TINYINT', district: 'TINYINT', target_group: 'TINYINT',
  born_abroad: 'TINYINT', education: 'TINYINT', start_date: 'DATE', end_date: 'DATE', exit_reason: 'TINYINT',
  self_supporting: 'TINYINT'}`;
export const csv = `read_csv('${folder}/unsorted/spells.csv', header = true, auto_detect = false, delim = ',', quote = '',
  escape = '', nullstr = '', columns = ${columns})`;
