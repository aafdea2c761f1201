// Tests of the Node package; KOHORT_LIBRARY names the library.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {test} = require('node:test');

const kohort = require('../index.js');

const pack = process.env.KOHORT_PACK ?? path.resolve(__dirname, '../../../tests/conformance');
const basics = path.join(pack, 'basics');
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');
const expected = read(basics, 'expected.csv');
const definitions = read(basics, 'definitions.json');
const schema = path.join(basics, 'schemas.json');
const periods = '2023..2024';

const days = (texts) => texts.map((each) => (each === null ? null : new Date(`${each}T00:00:00Z`)));
const columns = () => ({
    person: ['1', '2', '1', '3', '4', 'å', '5', '6'],
    start: days(['2023-11-01', '2024-01-10', '2024-03-01', '2024-02-29', '2024-12-31', '2023-05-05', '2024-05-05', '2024-06-01']),
    end: days(['2024-02-15', '2024-01-10', null, '2024-12-31', null, '2023-06-01', '2024-05-01', '2024-07-01']),
    sex: {codes: Int32Array.from([0, 1, 0, 1, 1, 0, 0, 2]), categories: ['K', 'M', 'X']},
    reason: ['A', 'O', null, 'S', null, 'A', 'A', 'O'],
});

test('the conformance pack', () => {
    const cases = fs.readdirSync(pack, {withFileTypes: true}).filter((each) => each.isDirectory());
    assert.ok(cases.length >= 3);
    for (const {name} of cases) {
        const data = new kohort.Data(path.join(pack, name, 'schemas.json'));
        for (const register of read(pack, name, 'registers.txt').trim().split('\n')) data.readCsv(null, register);
        const options = JSON.parse(read(pack, name, 'options.json'));
        const table = kohort.evaluate(read(pack, name, 'definitions.json'), data, options);
        assert.equal(table.toCsv(), read(pack, name, 'expected.csv'), name);
    }
});

test('cohorts', () => {
    const data = new kohort.Data(schema).readCsv();
    const cohorts = path.join(basics, 'cohorts.json');
    const names = fs.readdirSync(basics).filter((each) => /^cohort_.*\.csv$/.test(each));
    assert.equal(names.length, 3);
    for (const name of names) {
        const found = kohort.cohort(cohorts, data, JSON.parse(read(basics, name.replace('.csv', '.json'))));
        assert.equal(found.toCsv(), read(basics, name), name);
    }
    const curve = kohort.cohort(cohorts, data).rows().filter((row) => row.estimator === 'kaplan_meier');
    assert.deepEqual(curve.map((row) => row.day), [1, 28, 31, 107, 306, 307]);
    assert.ok(Math.abs(curve[1].value - 24 / 35) < 1e-15);
    assert.equal(curve[5].lower, null);
    assert.match(kohort.cohort(cohorts, data).notes[0], /Kaplan-Meier/);
    assert.throws(() => kohort.cohort(cohorts, data, {show: 'retenton'}), (problem) => problem.status === 'invalid_argument');
});

test('columns give the same as the file', () => {
    const data = new kohort.Data(schema).readColumns(columns());
    assert.equal(kohort.evaluate(definitions, data, {periods}).toCsv(), expected);
    const typed = columns();
    typed.person = BigInt64Array.from([1n, 2n, 1n, 3n, 4n, 9n, 5n, 6n]);
    assert.equal(kohort.evaluate(definitions, new kohort.Data(schema).readColumns(typed), {periods}).toCsv(), expected);
    assert.throws(() => new kohort.Data(schema).readColumns({person: ['1'], start: []}), RangeError);
    assert.throws(() => new kohort.Data(schema).readColumns({person: 7}), TypeError);
});

test('objects and typed arrays come out', () => {
    const table = kohort.evaluate(definitions, new kohort.Data(schema).readCsv(), {periods});
    const shares = table.get('basics.exit_share');
    assert.deepEqual(shares.axes.map((axis) => axis.name), ['period', 'sex']);
    assert.deepEqual(shares.axes[1].roles, ['ordinary', 'ordinary', 'unknown', 'total']);
    assert.ok(shares.printed instanceof Float64Array);
    assert.equal(shares.at('2024', 'men'), 50);
    assert.equal(shares.at('2023', 'men'), null);
    assert.throws(() => shares.at('2024', 'children'), RangeError);
    const rows = table.rows();
    assert.equal(rows.length, expected.trim().split('\n').length - 1);
    assert.deepEqual(rows.at(-1), {
        indicator: 'basics.mean_days', version: '1', period: '2024', sex: 'total', value: 111.5, numerator: 446, denominator: 4, status: '',
    });
    assert.match(table.toText('sv'), /Inskrivna personer/);
    table.suppressSmallCounts(5);
    const hidden = table.rows().filter((row) => row.status === 'suppressed');
    assert.ok(hidden.length > 0);
    assert.ok(hidden.every((row) => row.value === null && row.numerator === null));
});

test('long calls are promises', async () => {
    const data = await new kohort.Data(schema).readCsvAsync();
    const tables = await Promise.all([1, 2, 3].map(() => kohort.evaluateAsync(definitions, data, {periods})));
    for (const table of tables) assert.equal(table.toCsv(), expected);
    await assert.rejects(new kohort.Data(schema).readCsvAsync('no such file.csv'), (problem) => problem.status === 'input_output');
});

test('states', () => {
    const part = (keep) => {
        const [header, ...rows] = read(basics, 'jobbtorg.csv').trim().split('\n');
        return new kohort.Data(schema).readCsvText([header, ...rows.filter((row) => keep.includes(row.split(',')[0]))].join('\n'));
    };
    const whole = new kohort.Data(schema).readCsv();
    const plan = new kohort.Plan(definitions, whole, {periods});
    const first = plan.state().push(part(['1', '2']));
    const saved = plan.state().push(part(['3', '4', 'å', '5', '6'])).save();
    assert.equal(first.merge(plan.load(saved)).finish().toCsv(), expected);
    assert.throws(() => plan.load(saved.subarray(1)), (problem) => problem.status === 'data');
});

test('errors say what and where', () => {
    assert.throws(() => kohort.explain('stockholm.jobbtorg.enroled'), (problem) =>
        problem instanceof kohort.KohortError && problem.status === 'definition' && /did you mean/.test(problem.message));
    assert.throws(() => new kohort.Data({register: 'r', persn: 'p'}), (problem) => problem.status === 'schema' && /persn/.test(problem.message));
    assert.throws(() => new kohort.Data(schema).readCsvText('person,start,end,sex,reason\n1,2\n'), (problem) => problem.row === 2);
});

test('the catalogue and the quality report', () => {
    assert.ok(kohort.catalogue().length > 400);
    assert.equal(kohort.catalogue('stockholm.jobbtorg.enrolled').at(-1).id, 'stockholm.jobbtorg.enrolled');
    const [report] = new kohort.Data(schema).readCsv().quality();
    assert.deepEqual([report.rows_read, report.rows_kept, report.rows_rejected], [8, 7, 1]);
});
