// The demo page: what the articles are about, and ways into the chat through the widget's public interface.
import { h } from '../src/dom.js';

const asked = new URLSearchParams(location.search);
const what = { article: asked.get('article'), cause: asked.get('cause') };

async function list(unstuck) {
  const section = document.getElementById('articles');
  const { articles } = await (await fetch('/chat/articles')).json();
  const open = ({ id }) => () => unstuck.open({ article: id });
  section.querySelector('ul').append(
    ...articles.map((article) =>
      h(
        'li',
        {},
        h('h3', {}, article.title),
        h('p', {}, `${article.product} · ${article.platforms.join(', ')}`),
        h('p', {}, article.summary),
        h('button', { type: 'button', class: 'ask', onclick: open(article), 'aria-label': `Talk it through: ${article.title}` }, 'Talk it through'),
      ),
    ),
  );
  section.hidden = articles.length === 0;
}

(window.Unstuck ||= []).push((unstuck) => {
  document.getElementById('begin').addEventListener('click', () => unstuck.open());
  list(unstuck).catch(() => {});
  if (!what.article) return;
  // Only the first time: a reload goes on where the talk was.
  history.replaceState(null, '', location.pathname);
  unstuck.open(what);
});
