#include "html_assets.hpp"

namespace kohort {

std::string_view page_style() noexcept {
    return R"css(
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #595959; --line: #c8c8c8; --band: #f3f5f7;
  --link: #00518a; --focus: #0072b2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #15181b; --faint: #b4b4b4; --line: #4a4f55; --band: #20252a; --link: #8cc8f0;
    --focus: #56b4e9; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1.25rem 4rem; max-width: 68rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
nav ol { columns: 2 24rem; column-gap: 3rem; } nav li { break-inside: avoid; }
h1 { line-height: 1.2; } h2 { margin: 3rem 0 0; line-height: 1.25; } h3 { margin: 1rem 0 0; font-size: 1rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.note { border-left: .3rem solid #e69f00; padding: .25rem .75rem; background: var(--band); }
.about, .signs-used, footer { color: var(--faint); font-size: .9rem; margin: .25rem 0; }
.scroll { position: relative; overflow-x: auto; margin: 1rem 0 .25rem; }
table { overflow-wrap: normal; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .4rem; font-weight: 600; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
figcaption { margin: .25rem 0 .5rem; } figcaption strong { display: block; } figcaption span { color: var(--faint); font-size: .9rem; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); padding: 0; }
th { text-align: left; font-weight: 400; }
td, thead th.figures { text-align: right; } td { white-space: nowrap; } tbody th { min-width: 11rem; } tbody th + th { min-width: 0; }
thead span { white-space: nowrap; }
th[scope="row"]:first-child { position: sticky; left: 0; background: var(--paper); }
tbody tr:hover > * { background: var(--band); }
tr.total > * { font-weight: 700; border-top: 2px solid var(--ink); }
.depth-1 { padding-left: 2rem; } .depth-2 { padding-left: 3.25rem; } .depth-3 { padding-left: 4.5rem; }
button { all: unset; display: block; width: 100%; padding: .25rem .6rem; cursor: pointer; font-weight: 600;
  box-sizing: border-box; }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
button::after { content: "\2195"; padding-left: .35rem; color: var(--faint); }
[aria-sort="ascending"] button::after { content: "\2191"; color: inherit; }
[aria-sort="descending"] button::after { content: "\2193"; color: inherit; }
.marks { font-size: .75em; vertical-align: super; }
figure { margin: 1rem 0; max-width: 56rem; }
figure > svg { width: 100%; height: auto; }
figure.is-drawn > svg { display: none; }
.drawn { width: 100%; } figure:not(.is-drawn) > .drawn { display: none; }
.drawn svg { width: auto; max-width: 100%; height: auto; }
figure > svg text { fill: currentColor; font: 13px system-ui, "DejaVu Sans", sans-serif; }
svg .grid { stroke: var(--line); } svg .zero { stroke: currentColor; }
svg .open { fill: var(--paper); stroke-width: 2; }
svg .break { stroke: currentColor; stroke-dasharray: 2 3; opacity: .6; }
svg .total { stroke: #808080; stroke-width: 2; stroke-dasharray: 6 3; }
details { margin: .5rem 0; max-width: 50rem; } summary { cursor: pointer; color: var(--link); }
details p { margin: .15rem 0 .15rem 1rem; white-space: pre-wrap; }
pre { white-space: pre-wrap; font-size: .8rem; }
dl.signs { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dl.signs dd { margin: 0; }
dl.signs dt { font-weight: 600; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #333; --line: #999; --band: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; } th, td, button { padding: .15rem .3rem; } tbody th { min-width: 0; }
  th[scope="row"]:first-child { position: static; }
  h2, figcaption, caption { break-after: avoid; } tr, figure { break-inside: avoid; } thead { display: table-header-group; }
  button::after { content: none; }
  details > :not(summary) { display: block; }
}
)css";
}

std::string_view page_script() noexcept {
    return R"js("use strict";
{
  const letters = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // Totals stay below, and figures without a value come last, whichever way the rest goes.
  function order(column, direction) {
    const of = row => row.cells[column];
    return (a, b) => {
      const totals = a.classList.contains("total") - b.classList.contains("total");
      if (totals !== 0) return totals;
      const first = of(a).dataset.value, second = of(b).dataset.value;
      if (first === undefined) return direction * letters.compare(of(a).textContent, of(b).textContent);
      if (first === "" || second === "") return (first === "") - (second === "");
      return direction * (Number(first) - Number(second));
    };
  }

  for (const table of document.querySelectorAll("table")) {
    const body = table.tBodies[0], written = [...body.rows], headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => heading.querySelector("button").addEventListener("click", () => {
      const next = { none: "descending", descending: "ascending", ascending: "none" };
      const names = { none: "ascending", ascending: "descending", descending: "none" };
      const is = (heading.classList.contains("figures") ? next : names)[heading.getAttribute("aria-sort")];
      headings.forEach(each => each.setAttribute("aria-sort", "none"));
      heading.setAttribute("aria-sort", is);
      const rows = is === "none" ? written : written.slice().sort(order(column, is === "ascending" ? 1 : -1));
      body.append(...rows);
    }));
  }

  addEventListener("beforeprint", () => document.querySelectorAll("details.definition").forEach(each => {
    each.open = true;
  }));

  // Without code made from text, which the page's security policy forbids; texts take the page's colour. The title
  // stands in the page.
  const lines = { domainColor: "currentColor", tickColor: "currentColor", gridColor: "#80808055" };
  const config = { background: "transparent", view: { stroke: null }, font: "system-ui, DejaVu Sans, sans-serif",
    axis: { labelColor: "currentColor", titleColor: "currentColor", labelFontSize: 12, titleFontSize: 12, ...lines },
    legend: { labelColor: "currentColor", titleColor: "currentColor", labelFontSize: 12, orient: "bottom" },
    header: { labelColor: "currentColor", titleColor: "currentColor", labelFontSize: 12 },
    text: { color: "currentColor" }, rule: { color: "currentColor" } };
  if (typeof vegaEmbed === "function")
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      const chart = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
      delete chart.title;
      if (chart.facet) chart.columns = Math.max(1, Math.floor((figure.clientWidth - 60) / 185));
      figure.classList.add("is-drawn");
      vegaEmbed(figure.querySelector(".drawn"), chart, { ast: true, renderer: "svg", actions: false, config })
        .catch(problem => {
          figure.classList.remove("is-drawn");
          console.error(problem);
        });
    }
}
)js";
}

} // namespace kohort
