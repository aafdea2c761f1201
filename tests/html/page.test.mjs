// node page.test.mjs NAME LANGUAGE [PICTURES]: opens NAME.html in Chromium and compares it with NAME.csv.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [name, language, pictures] = process.argv.slice(2);

// Fields of kohort's CSV: quoted where they hold a comma or a quotation mark.
function fields(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, field]) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function figuresOfCsv(text) {
  const [head, ...lines] = text.trimEnd().split("\n").map(line => fields(line + ","));
  const last = head.indexOf("value");
  const places = line => line.slice(2, last).map((code, at) => `${head[at + 2]}=${code}`).filter(part => !part.endsWith("="));
  return new Map(lines.map(line => [
    [line[0], ...places(line).sort()].join("|"),
    { value: line[last], status: line[head.indexOf("status")] }
  ]));
}

// The number that a person reads in a cell, as the CSV writes it.
function numberIn(text) {
  const plain = text.replace(/[\s%‰\u00a0]/g, "");
  return language === "sv" ? plain.replace(",", ".") : plain;
}

const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 900 });
  const complaints = [], requests = [];
  page.on("console", message => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", problem => complaints.push(String(problem)));
  page.on("request", request => requests.push(request.url()));
  await page.goto(pathToFileURL(resolve(`${name}.html`)).href, { waitUntil: "load" });
  await page.waitForFunction(() => [...document.querySelectorAll("figure[data-chart]")].every(
    figure => typeof vegaEmbed === "undefined" || figure.querySelector(".drawn svg")), { timeout: 60000 });

  // Where Vega-Lite is in the page, every chart is drawn: a bar, line or point for what the chart's data have.
  const hasPrograms = await page.evaluate(() => typeof vegaEmbed === "function");
  const charts = await page.$$eval("figure[data-chart]", all => all.map(figure => ({
    data: JSON.parse(document.getElementById(figure.dataset.chart).textContent).data.values.length,
    isDrawn: figure.matches(".is-drawn"),
    marks: figure.querySelectorAll(".drawn svg .role-mark :is(path, text, line)[aria-label]").length,
    picture: figure.querySelectorAll(":scope > svg :is(circle, rect, line)").length,
    // Texts that lie outside of the drawing are cut.
    cut: [...figure.querySelectorAll(".drawn svg text")].filter(each => {
      const text = each.getBoundingClientRect(), whole = each.closest("svg").getBoundingClientRect();
      return text.width > 0 && (text.left < whole.left - 1 || text.right > whole.right + 1);
    }).map(each => each.textContent)
  })));
  for (const chart of charts) {
    assert.ok(chart.data > 0);
    assert.equal(chart.isDrawn, hasPrograms);
    assert.ok(hasPrograms ? chart.marks > 0 : chart.picture > 0, "there is something in the chart");
    assert.deepEqual(chart.cut, []);
  }

  assert.deepEqual(complaints, [], "the console is silent");
  assert.deepEqual(requests.filter(url => !/^(file|data):/.test(url)), [], "nothing is loaded");
  assert.equal(requests.filter(url => url.startsWith("file:")).length, 1, "the page is one file");
  assert.equal(await page.$eval("html", root => root.lang), language);

  // Every figure of the CSV stands once in the tables, as a number that people read.
  const figures = figuresOfCsv(readFileSync(`${name}.csv`, "utf8"));
  const cells = await page.$$eval("td", all => all.map(cell => ({
    place: cell.dataset.cell, value: cell.dataset.value, status: cell.dataset.status,
    text: [...cell.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("")
  })));
  const missing = new Set(figures.keys());
  for (const cell of cells) {
    const [indicator, ...parts] = cell.place.split("|");
    cell.place = [indicator, ...parts.sort()].join("|");
    const figure = figures.get(cell.place);
    assert.ok(figure, `${cell.place} is in the CSV`);
    assert.ok(missing.delete(cell.place), `${cell.place} stands there once`);
    assert.equal(cell.value, figure.value, cell.place);
    assert.equal(cell.status, figure.status, cell.place);
    assert.equal(numberIn(cell.text), figure.value, `${cell.place} as printed`);
  }
  // Rows of unknown codes in which nothing was counted are not printed.
  for (const place of missing) assert.match(place, /=unknown(\||$)/, `${place} is in the page`);

  // A table is sorted by keyboard: the button of its last column is reached with Tab and pressed with Enter.
  const column = await page.$eval("table", table => {
    const buttons = [...table.querySelectorAll("thead button")];
    buttons.at(-2).focus();
    return buttons.length - 1;
  });
  await page.keyboard.press("Tab");
  const values = () => page.$eval("table", (table, at) => [...table.tBodies[0].rows]
    .filter(row => !row.classList.contains("total")).map(row => row.cells[at].dataset.value), column);
  const state = () => page.$eval("table", (table, at) => table.tHead.rows[0].cells[at].getAttribute("aria-sort"), column);
  const written = await values();
  const ranked = written.filter(value => value !== "").map(Number).sort((a, b) => b - a).map(String);
  const hidden = written.filter(value => value === "");
  const numbers = list => list.map(value => (value === "" ? value : String(Number(value))));
  await page.keyboard.press("Enter");
  assert.equal(await state(), "descending");
  assert.deepEqual(numbers(await values()), [...ranked, ...hidden]);
  await page.keyboard.press("Enter");
  assert.equal(await state(), "ascending");
  assert.deepEqual(numbers(await values()), [...ranked.reverse(), ...hidden]);
  await page.keyboard.press("Space");
  assert.equal(await state(), "none");
  assert.deepEqual(await values(), written);
  assert.ok(await page.$eval("table", table => !table.querySelector("tr.total ~ tr:not(.total) ~ tr.total")));

  // The first stop of the keyboard leads past the contents.
  await page.evaluate(() => document.activeElement.blur());
  await page.$eval("body", body => { body.tabIndex = -1; body.focus(); });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");

  // A screen reader finds tables with names, headings of columns and rows.
  const tree = JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
  for (const role of ["table", "columnheader", "rowheader", "cell", "main", "navigation"])
    assert.ok(tree.includes(`"role":"${role}"`), `there is a ${role}`);

  // Wide tables are scrolled in themselves, not the page.
  for (const width of [1000, 360]) {
    await page.setViewport({ width, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `fits into ${width} pixels`);
  }
  await page.evaluate(() => {
    document.activeElement.blur();
    document.querySelectorAll(".scroll").forEach(each => each.scrollLeft = 0);
  });
  if (pictures)
    for (const scheme of ["light", "dark", "print"]) {
      await page.setViewport({ width: 1000, height: 900 });
      if (scheme === "print") await page.emulateMediaType("print");
      else await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.screenshot({ path: `${pictures}/${name}.${scheme}.png`, clip: { x: 0, y: 0, width: 1000, height: 2600 },
        captureBeyondViewport: true });
    }
  console.log(`${name}: ${cells.length} figures, ${charts.length} charts` + (hasPrograms ? " drawn by Vega-Lite" : ""));
} finally {
  await browser.close();
}
