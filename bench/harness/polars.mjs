// Polars through its package for Node. A task's polars.mjs exports `forms` (name -> function(spells) -> data frame or
// several), `answer(result)`, and for data of its own `prepare()`. A form's name that ends in _streaming runs on
// Polars' streaming engine.
import { folder, form, measure, require, task, threads } from './measure.mjs';

process.env.POLARS_MAX_THREADS = String(threads);
const { pl, settings } = await import('./polars_parts.mjs');
settings.engine = form.endsWith('_streaming') ? 'streaming' : 'in-memory';
const { forms, answer, prepare } = await import(`../${task}/polars.mjs`);
const run = forms[form.replace(/_streaming$/, '')];

let spells;
await measure('polars', {
  load: () => { spells = prepare ? prepare(folder) : pl.readParquet(folder + '/spells.parquet').rechunk().lazy(); },
  run: () => run(spells),
  answer,
});
