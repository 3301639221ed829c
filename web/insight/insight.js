// Draws a chart above each table of the team's page. The table is all there is to know; the chart shows it at a glance.
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Tooltip);

const ROW = 34; // pixels of a lying bar with its label
const FRAME = 72; // pixels of the axis and the legend
const STANDING = 260;
const LETTERS = 34; // of a label in one line; on a phone fewer

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function read(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent),
    series: heads.flatMap((head, column) =>
      head.dataset.colour ? [{ name: head.textContent, colour: head.dataset.colour, numbers: rows.map((row) => Number(row.cells[column].textContent)) }] : [],
    ),
  };
}

// A label in lines that fit: Chart.js takes a list of lines.
function lines(label, width) {
  const most = Math.max(14, Math.min(LETTERS, Math.floor(width / 22)));
  const found = [''];
  for (const word of label.split(' ')) {
    const last = found.length - 1;
    if (found[last] && found[last].length + word.length >= most) found.push(word);
    else found[last] = `${found[last]} ${word}`.trim();
  }
  return found;
}

function draw(figure) {
  const table = figure.querySelector('table');
  const { labels, series } = read(table);
  const lying = figure.dataset.chart === 'lying';
  const box = document.createElement('div');
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `Chart: ${figure.querySelector('figcaption').textContent}. The numbers are in the table below.`);
  box.className = 'box';
  box.append(canvas);
  figure.querySelector('figcaption').after(box);
  figure.querySelector('details').open = false;
  const wrapped = lying ? labels.map((label) => lines(label, box.clientWidth)) : labels;
  const most = Math.max(...wrapped.map((label) => (lying ? label.length : 1)));
  box.style.blockSize = `${lying ? labels.length * Math.max(ROW, 16 * most + 12) + FRAME : STANDING}px`;

  const numbers = { stacked: true, beginAtZero: true, ticks: { precision: 0 }, grid: {}, border: { display: false } };
  const names = { stacked: true, ticks: { autoSkip: !lying, maxRotation: 0 }, grid: { display: false }, border: {} };
  const chart = new Chart(canvas, {
    type: 'bar',
    data: { labels: wrapped, datasets: series.map((one) => ({ label: one.name, data: one.numbers, maxBarThickness: 28 })) },
    options: {
      indexAxis: lying ? 'y' : 'x',
      maintainAspectRatio: false,
      animation: false,
      scales: lying ? { x: numbers, y: names } : { x: names, y: numbers },
      plugins: {
        legend: { display: series.length > 1, position: 'bottom', labels: { boxWidth: 14, boxHeight: 14 } },
        tooltip: { callbacks: { title: ([item]) => labels[item.dataIndex] } },
      },
    },
  });
  const paint = () => {
    for (const [index, one] of series.entries()) chart.data.datasets[index].backgroundColor = colour(one.colour);
    chart.options.color = colour('text');
    for (const scale of Object.values(chart.options.scales)) {
      scale.ticks.color = colour('quiet-text');
      scale.grid.color = colour('edge');
      scale.border.color = colour('edge');
    }
    chart.update();
  };
  paint();
  dark.addEventListener('change', paint);
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 13;
document.querySelectorAll('figure[data-chart]').forEach(draw);
