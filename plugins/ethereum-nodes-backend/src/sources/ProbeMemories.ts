import { ProbeMemory } from '@nodeyard/ethereum';

/** Memories that are kept; that of the node which was polled longest ago is dropped first. */
const MAX_MEMORIES = 20_000;

/** What polling keeps of each node between polls. A node gets a new memory when its endpoints change. */
export class ProbeMemories {
  private readonly byId = new Map<
    string,
    { endpoints: string; memory: ProbeMemory }
  >();
  private readonly onRequest?: (calls: number) => void;

  /** @param onRequest - called before each HTTP request, with the number of its calls */
  constructor(onRequest?: (calls: number) => void) {
    this.onRequest = onRequest;
  }

  /** @param endpoints - URLs or other names of the endpoints */
  of(id: string, endpoints: ReadonlyArray<string | undefined>): ProbeMemory {
    const key = endpoints.join(' ');
    const kept = this.byId.get(id);
    const memory =
      kept?.endpoints === key
        ? kept.memory
        : new ProbeMemory({ onRequest: this.onRequest });
    this.byId.delete(id);
    this.byId.set(id, { endpoints: key, memory });
    for (const oldest of this.byId.keys()) {
      if (this.byId.size <= MAX_MEMORIES) break;
      this.byId.delete(oldest);
    }
    return memory;
  }

  clear(): void {
    this.byId.clear();
  }
}
