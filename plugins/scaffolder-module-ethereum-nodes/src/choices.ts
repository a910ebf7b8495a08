import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';

type Props = FieldExtensionComponentProps<string, any>;

/** An answer of a list: its value and its label. */
export interface Choice {
  name: string;
  title: string;
}

/** Answers that a template offers for a question, in its order. */
export function choicesOf(schema: Props['schema']): Choice[] {
  const { enumNames } = schema as { enumNames?: unknown };
  const titles = Array.isArray(enumNames) ? enumNames : [];
  return (schema.enum ?? []).flatMap((name, index) =>
    typeof name === 'string'
      ? [{ name, title: String(titles[index] ?? name) }]
      : [],
  );
}

/**
 * Replaces an answer that is not offered by the default: which consensus clients and histories there are depends on the network and
 * the execution client, and an answer may be of those before.
 */
export function useOfferedChoice({
  formData,
  onChange,
  schema,
}: Pick<Props, 'formData' | 'onChange' | 'schema'>): void {
  const isOffered = formData === undefined || schema.enum?.includes(formData);
  useEffect(() => {
    if (!isOffered && typeof schema.default === 'string') {
      onChange(schema.default);
    }
  });
}
