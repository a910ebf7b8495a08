import { useTemplates } from './useTemplates';

/** `metadata.name` of the template that creates a node, in any namespace. */
export const NODE_TEMPLATE = 'create-ethereum-node';

const names = [NODE_TEMPLATE] as const;

/** Path of the template that creates a node, or why there is none. */
type NodeTemplate =
  | { status: 'loading' }
  | { status: 'ready'; path: string }
  | { status: 'noScaffolder' }
  /** Not registered, or not readable. */
  | { status: 'noTemplate' };

export function useNodeTemplate(): NodeTemplate {
  const { hasScaffolder, query } = useTemplates(names);
  if (!hasScaffolder) return { status: 'noScaffolder' };
  if (query.status === 'loading') return { status: 'loading' };
  const path =
    query.status === 'ready' ? query.value.get(NODE_TEMPLATE) : undefined;
  return path === undefined
    ? { status: 'noTemplate' }
    : { status: 'ready', path };
}
