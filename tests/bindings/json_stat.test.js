// What kohort writes as JSON-stat, read by JSON-stat's own toolkit, cell by cell against the CSV of the same report.
'use strict';

const {test} = require('node:test');
const assert = require('node:assert');
const {execFileSync} = require('node:child_process');
const {mkdtempSync, rmSync, writeFileSync} = require('node:fs');
const {tmpdir} = require('node:os');
const path = require('node:path');
const jsonStat = require('jsonstat-toolkit');

const program = process.env.KOHORT_PROGRAM;
const kohort = (...given) => execFileSync(program, given, {encoding: 'utf8', maxBuffer: 1 << 28});

/** Rows of a CSV without quoted fields, as objects. */
function rowsOf(csv) {
    const [header, ...lines] = csv.trimEnd().split(/\r?\n/).map((line) => line.split(','));
    return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]])));
}

/** The categories of a row, by dimension: a dimension that the dataset alone has is the one category of the figure. */
const categoriesOf = (dataset, row) =>
    Object.fromEntries(dataset.id.map((id) => [id, row[id] === undefined ? dataset.Dimension(id).id[0] : row[id]]));

/** Every row of the CSV is a cell of the dataset, with the same value and status, and there are no others. */
function assertSame(dataset, rows) {
    assert.strictEqual(dataset.class, 'dataset');
    assert.strictEqual(rows.length, dataset.n);
    for (const row of rows) {
        const cell = dataset.Data(categoriesOf(dataset, row));
        assert.strictEqual(cell.value, row.value === '' ? null : Number(row.value), JSON.stringify(row));
        assert.strictEqual(cell.status ?? '', row.status, JSON.stringify(row));
    }
}

test('the bundled report is a collection of datasets with the figures of its CSV', () => {
    const report = ['report', '--period', '2022..2024', '--small-counts', '5'];
    const rows = rowsOf(kohort(...report, '--format', 'csv'));
    const written = JSON.parse(kohort(...report, '--format', 'json-stat'));
    assert.strictEqual(jsonStat(written).class, 'collection');
    const ids = [...new Set(rows.map((row) => row.indicator))];
    assert.strictEqual(jsonStat(written).length, ids.length);
    written.link.item.forEach((item, i) => {
        const dataset = jsonStat(item);
        assert.strictEqual(dataset.extension.px.matrix, ids[i]);
        assert.deepStrictEqual(dataset.role.time, ['period']);
        assertSame(dataset, rows.filter((row) => row.indicator === ids[i]));
    });
});

test('statuses, units, hierarchies and labels of a table', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kohort_json_stat_'));
    try {
        const px = path.join(folder, 'AM.px');
        writeFileSync(px, 'CHARSET="ANSI";\nCODEPAGE="UTF-8";\nLANGUAGE="sv";\nMATRIX="AM";\nTITLE="Arbetslösa";\n' +
            'CONTVARIABLE="innehåll";\nSTUB="kön";\nHEADING="innehåll","år";\nVALUES("kön")="män","kvinnor","totalt";\n' +
            'CODES("kön")="M","K","T";\nVALUES("innehåll")="Antal","Andel";\nCODES("innehåll")="N","P";\n' +
            'VALUES("år")="2023","2024";\nTIMEVAL("år")=TLIST(A1),"2023","2024";\nDECIMALS=1;\n' +
            'UNITS("Antal")="antal";\nUNITS("Andel")="procent";\nPRECISION("innehåll","Andel")=1;\n' +
            'HIERARCHIES("kön")="T","T":"M","T":"K";\n' +
            'DATASYMBOL1="kan inte förekomma";\nDATASYMBOL2="uppgift saknas";\nDATASYMBOL3="sekretess";\n' +
            'DATA=\n1 2 12.5 "."\n3 "..." "..." "-"\n4 ".." 100 7;\n');
        const dataset = jsonStat(JSON.parse(kohort('convert', px, '-', '--to', 'json-stat')));
        assert.strictEqual(dataset.label, 'Arbetslösa');
        assert.deepStrictEqual(dataset.role.metric, ['innehåll']);
        assert.strictEqual(dataset.Dimension('innehåll').Category('P').unit.label, 'procent');
        assert.strictEqual(dataset.Dimension('kön').Category('K').label, 'kvinnor');
        const cells = (kön) => ['N', 'P'].flatMap((innehåll) => dataset.Data({kön, innehåll}))
            .map(({value, status}) => (status ? `${value} ${status}` : value));
        assert.deepStrictEqual(cells('M'), [1, 2, 12.5, 'null not_applicable']);
        assert.deepStrictEqual(cells('K'), [3, 'null suppressed', 'null suppressed', '0 nil']);
        assert.deepStrictEqual(cells('T'), [4, 'null missing', 100, 7]);
    } finally {
        rmSync(folder, {recursive: true});
    }
});
