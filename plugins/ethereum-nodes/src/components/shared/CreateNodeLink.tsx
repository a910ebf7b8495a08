import { lazy, Suspense } from 'react';
import type { CreateNodeLinkProps } from './CreateNodeButton';

/** Only empty pages have it, and the button's style sheet would be in the chunk of each. */
const CreateNodeButton = lazy(() => import('./CreateNodeButton'));

/** Link to the template that creates a node, or why there is none. */
export function CreateNodeLink(props: CreateNodeLinkProps) {
  return (
    <Suspense fallback={null}>
      <CreateNodeButton {...props} />
    </Suspense>
  );
}
