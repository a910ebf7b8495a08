import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Text } from '@backstage/ui';
import { MOST_MORE_NODES, nodeChoices } from '@nodeyard/blueprint/form';
import { anotherNode, withExecution } from '../moreNodes';
import type { MoreNode } from '../moreNodes';
import { useFormLanguage } from '../useFormLanguage';
import styles from './EthereumMoreNodes.module.css';
import groupStyles from './OptionGroup.module.css';
import { LabelledSelect } from './LabelledSelect';

/** Nodes beside the first one: clients and histories that go together, and other clients where one is added. */
export function EthereumMoreNodes(
  props: FieldExtensionComponentProps<MoreNode[]>,
) {
  const { t } = useFormLanguage();
  const { formContext, onChange, schema, idSchema, disabled, readonly } = props;
  const nodes = props.formData ?? [];
  const answers: Record<string, unknown> = formContext?.formData ?? {};
  const network = textOf(answers.network);
  const replace = (index: number, node: MoreNode) =>
    onChange(nodes.map((other, at) => (at === index ? node : other)));
  return (
    <fieldset className={groupStyles.group} disabled={disabled || readonly}>
      <legend className={groupStyles.legend}>{schema.title}</legend>
      {schema.description && (
        <Text as="p" variant="body-small">
          {schema.description}
        </Text>
      )}
      {nodes.map((node, index) => (
        <NodeRow
          // Rows have nothing of their own but their place.
          key={index}
          id={`${idSchema.$id}-${index}`}
          number={index + 2}
          node={node}
          network={network}
          onChange={changed => replace(index, changed)}
          onRemove={() => onChange(nodes.filter((_, at) => at !== index))}
        />
      ))}
      {nodes.length < MOST_MORE_NODES && (
        <div>
          <Button
            variant="secondary"
            onPress={() =>
              onChange([
                ...nodes,
                anotherNode([firstNode(answers), ...nodes], network),
              ])
            }
          >
            {t('nodes.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function NodeRow(props: {
  id: string;
  number: number;
  node: MoreNode;
  network: string | undefined;
  onChange: (node: MoreNode) => void;
  onRemove: () => void;
}) {
  const { id, number, node, network, onChange, onRemove } = props;
  const { t } = useFormLanguage();
  const choices = nodeChoices(network, node.execution);
  const title = t('nodes.title', { number: String(number) });
  return (
    <div role="group" aria-label={title} className={styles.node}>
      <span className={styles.title}>{title}</span>
      <LabelledSelect
        id={`${id}-execution`}
        label={t('nodes.execution')}
        value={node.execution}
        choices={choices.execution}
        onChange={name => onChange(withExecution(node, name, network))}
      />
      <LabelledSelect
        id={`${id}-consensus`}
        label={t('nodes.consensus')}
        value={node.consensus}
        choices={choices.consensus}
        onChange={consensus => onChange({ ...node, consensus })}
      />
      <LabelledSelect
        id={`${id}-history`}
        label={t('nodes.history')}
        value={node.history}
        choices={choices.history}
        onChange={history => onChange({ ...node, history })}
      />
      <Button
        variant="tertiary"
        onPress={onRemove}
        aria-label={t('nodes.removeNumber', { number: String(number) })}
      >
        {t('nodes.remove')}
      </Button>
    </div>
  );
}

function firstNode(answers: Record<string, unknown>): MoreNode {
  return {
    execution: textOf(answers.execution),
    consensus: textOf(answers.consensus),
    history: textOf(answers.history),
  };
}

function textOf(answer: unknown): string | undefined {
  return typeof answer === 'string' ? answer : undefined;
}
