// What the peers in JavaScript share: a form is loaded, run, compared with the reference answer, timed, reported.
//
//     node harness/PEER.mjs FOLDER TASK FORM THREADS REPETITIONS
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const [folder, task, form] = process.argv.slice(2);
export const [threads, repetitions] = process.argv.slice(5).map(Number);
/// Packages are found where bench/run installs them.
export const require = createRequire(path.join(process.env.BENCH_NODE, 'package.json'));

const status = key => +fs.readFileSync('/proc/self/status', 'utf8').match(new RegExp(key + ':\\s+(\\d+)'))[1] / 1024;
const forgetPeak = () => fs.writeFileSync('/proc/self/clear_refs', '5');
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

/// Counts exactly, shares and means to the last digits of a double.
function agrees(answer) {
  const bytes = fs.readFileSync(`${folder}/answers/${task}.f64`);
  const expected = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  return answer.length === expected.length &&
    expected.every((x, i) => Math.abs(Number(answer[i]) - x) <= Math.max(1e-9, 1e-12 * Math.abs(x)));
}

/// `load` is not timed, `run` is, `answer` lays the last run's result out as the reference.
export async function measure(peer, { load, run, answer }) {
  await load();
  forgetPeak();
  const before = performance.now();
  let result = await run();
  const first = (performance.now() - before) / 1000;
  const agreed = agrees(await answer(result));
  forgetPeak();
  const wall = [], cpu = [], inner = Math.max(1, Math.floor(0.02 / first));
  for (let i = 0; agreed && i < (first > 5 ? 1 : repetitions); ++i) {
    const cpuBefore = process.cpuUsage(), from = performance.now();
    for (let k = 0; k < inner; ++k) result = await run();
    wall.push((performance.now() - from) / 1000 / inner);
    const used = process.cpuUsage(cpuBefore);
    cpu.push((used.user + used.system) / 1e6 / inner);
  }
  const number = x => (x === undefined ? 0 : +x.toPrecision(6));
  console.log(`{"task": "${task}", "peer": "${peer}", "form": "${form}", "threads": ${threads}, "rows": ` +
    `${path.basename(folder)}, "median_s": ${number(median(wall))}, "cpu_s": ${number(median(cpu))}, ` +
    `"peak_mb": ${Math.round(status('VmHWM'))}, "agrees": ${agreed}}`);
  process.exit(agreed ? 0 : 1);
}

export const share = (n, d) => (d > 0 ? n / d : 0);
