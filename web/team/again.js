// Does one thing at a time, and once more when it was asked for meanwhile.
export class Again {
  constructor(action) {
    this.action = action;
    this.running = null;
    this.wanted = false;
  }

  async run() {
    if (this.running) {
      this.wanted = true;
      return this.running;
    }
    do {
      this.wanted = false;
      this.running = this.action();
      await this.running.finally(() => (this.running = null));
    } while (this.wanted);
    return undefined;
  }
}
