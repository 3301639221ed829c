// Files that are dropped on the chat or pasted into it.

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

export function takeDropsAndPastes(panel, sign, take) {
  panel.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    sign.hidden = false;
  });
  panel.addEventListener('dragleave', (event) => {
    if (!panel.contains(event.relatedTarget)) sign.hidden = true;
  });
  panel.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    sign.hidden = true;
    take([...event.dataTransfer.files]);
  });
  panel.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}
