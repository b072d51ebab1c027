/*
 * Draws the tables of the statistics page with ECharts, from the very cells that stand in them. Colours come from the
 * stylesheet, each series has a pattern of its own, and a mark leads where its number does.
 */
(() => {
  "use strict";

  const STANDING = 320; // pixels a chart is high whose bars stand
  const ROW = 36; // pixels of a row of bars that lie
  const AROUND = 70; // pixels of legend and numbers above and below them
  const SHORT = 6; // characters of names that find room under standing bars
  const LONGEST = 30; // rows a chart has at the most; the table has all
  const PATTERNS = [
    { symbol: "none" },
    { dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: "rgba(255, 255, 255, 0.75)" },
  ];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

  /** What a table says: names of its rows, and of each drawn column its name, numbers and addresses. */
  function read(holder) {
    const table = holder.querySelector("table");
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    const shown = [...table.querySelectorAll("tbody tr:not(.total)")].slice(0, LONGEST);
    const names = shown.map((row) => row.querySelector("th").textContent.trim());
    return {
      names,
      lying: names.some((name) => name.length > SHORT),
      stack: "stacked" in holder.dataset ? "all" : undefined,
      series: holder.dataset.drawn.split(" ").map((place) => ({
        name: heads[Number(place) + 1],
        data: shown.map((row) => {
          const cell = row.querySelectorAll("td")[Number(place)];
          return { value: Number(cell.textContent.trim()), url: cell.querySelector("a")?.href };
        }),
      })),
    };
  }

  function option({ names, lying, stack, series }) {
    const text = { color: colour("ink"), fontSize: 13 };
    const label = lying ? { ...text, width: 150, overflow: "truncate" } : text;
    const rows = { type: "category", data: names, inverse: lying, axisTick: { show: false }, axisLabel: label };
    const numbers = { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colour("line") } } };
    const several = series.length > 1;
    return {
      animation: false,
      color: [colour("brand"), colour("amber-lamp")],
      aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: PATTERNS } },
      legend: { show: several, top: 0, textStyle: text },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, confine: true },
      grid: { left: 8, right: 24, top: several ? 36 : 12, bottom: 8, containLabel: true },
      [lying ? "yAxis" : "xAxis"]: rows,
      [lying ? "xAxis" : "yAxis"]: numbers,
      series: series.map((one) => ({ ...one, type: "bar", stack, barMaxWidth: 28, cursor: "pointer" })),
    };
  }

  function draw(holder) {
    const told = read(holder);
    const place = holder.querySelector(".chart");
    place.style.height = `${told.lying ? told.names.length * ROW + AROUND : STANDING}px`;
    const chart = echarts.init(place);
    chart.setOption(option(told));
    chart.on("click", ({ data }) => {
      if (data.url) {
        location.assign(data.url);
      }
    });
    new ResizeObserver(() => chart.resize()).observe(place);
    // Colours change with the contrast the reader chooses.
    const look = new MutationObserver(() => chart.setOption(option(told)));
    look.observe(document.documentElement, { attributeFilter: ["data-contrast"] });
  }

  document.querySelectorAll("[data-drawn]").forEach(draw);
})();
