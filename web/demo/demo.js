// The page's own button opens the chat through the widget's public interface.
document.getElementById('begin').addEventListener('click', () => window.Unstuck?.open());
