/// The curves of the task "survival", day by day, from rows (target group, sex, day, s, f1, f2, f3) in order.
export function daily(rows) {
  const days = 3654, all = new Float64Array(16 * days * 4), steps = Array.from({ length: 16 }, () => []);
  for (const [target, sex, ...step] of rows) steps[target * 2 + sex].push(step);
  steps.forEach((of_group, group) => {
    let shares = [1, 0, 0, 0], next = 0;
    for (let day = 0; day < days; ++day) {
      if (next < of_group.length && of_group[next][0] === day) shares = of_group[next++].slice(1);
      all.set(shares, (group * days + day) * 4);
    }
  });
  return all;
}
