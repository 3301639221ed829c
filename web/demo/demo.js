// The page's own button opens the chat through the widget's public interface; so does a link into an article, /chat?article=…&cause=….
const asked = new URLSearchParams(location.search);
const what = { article: asked.get('article'), cause: asked.get('cause') };

(window.Unstuck ||= []).push((unstuck) => {
  document.getElementById('begin').addEventListener('click', () => unstuck.open());
  if (!what.article) return;
  // Only the first time: a reload goes on where the talk was.
  history.replaceState(null, '', location.pathname);
  unstuck.open(what);
});
