import { Component, lazy, Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';

class FieldBoundary extends Component<
  { children: ReactNode },
  { error?: Error }
> {
  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  state: { error?: Error } = {};

  render() {
    const { error } = this.state;
    // Without translation: what translates is in the code that did not load.
    return error ? (
      <p role="alert">
        This part of the form did not load: {error.message}. Reload the page.
      </p>
    ) : (
      this.props.children
    );
  }
}

/**
 * A field whose code is loaded when a form draws it: the judgement of answers, its facts and its sentences weigh more than the rest
 * of a form, and most forms have none of our fields.
 *
 * A field that cannot be loaded says so, and the form stays usable: the first step of the task judges the answers again.
 */
export function lazyField<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  const Field = lazy(async () => ({
    default: (await load()) as ComponentType<object>,
  }));
  return function LazyField(props) {
    return (
      <FieldBoundary>
        <Suspense fallback={<div aria-busy="true" />}>
          <Field {...props} />
        </Suspense>
      </FieldBoundary>
    );
  };
}
