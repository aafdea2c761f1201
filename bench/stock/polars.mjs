import { collect, gridOf, numbers, stocks, stocksByFilter } from '../harness/polars_parts.mjs';

const keys = ['sex', 'district'];
const grid = gridOf({ m: 120, sex: 2, district: 14 });

export const forms = {
  events: spells => collect(stocks(spells, keys, grid)),
  filters: spells => collect(stocksByFilter(spells, keys)),
};
export function answer(frame) {
  const cells = new Float64Array(120 * 2 * 14);
  for (const [m, sex, district, n] of numbers(frame, 'm', 'sex', 'district', 'n')) cells[(m * 2 + sex) * 14 + district] = n;
  return cells;
}
