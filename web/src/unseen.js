// Counts what has come since the person last looked, until the chat is loaded. The page of somebody without a conversation asks nothing.
import { SessionKeeper } from './keep.js';

const EVERY_MS = 60_000;
const OVER = [401, 410];

export class Unseen {
  // tell(count)
  constructor({ base, identity }, tell) {
    Object.assign(this, { base, identity, tell });
    this.keeper = SessionKeeper.of(base, identity);
    this.inSight = () => document.hidden || this.look();
    document.addEventListener('visibilitychange', this.inSight);
    this.timer = setInterval(this.inSight, EVERY_MS);
    this.inSight();
  }

  async look() {
    const { session, seen } = this.keeper;
    if (!session || !seen) return;
    const headers = { Authorization: `Bearer ${session.token}` };
    try {
      const response = await fetch(new URL(`history?after=${seen}`, this.base), { headers, credentials: 'omit', cache: 'no-store' });
      if (OVER.includes(response.status)) this.end();
      if (!response.ok || this.ended) return;
      const { messages } = await response.json();
      if (!this.ended) this.tell(messages.filter(({ from }) => from !== 'user').length);
    } catch {
      // No network: the next look tells.
    }
  }

  end() {
    this.ended = true;
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.inSight);
  }
}
