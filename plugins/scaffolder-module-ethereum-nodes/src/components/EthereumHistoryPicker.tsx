import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { historyOptions } from '@nodeyard/blueprint/form';
import { choicesOf, useOfferedChoice } from '../choices';
import { useFormLanguage } from '../useFormLanguage';
import { OptionGroup } from './OptionGroup';

/** Histories, each with what callers can ask a node that keeps it, its disk and its first sync. */
export function EthereumHistoryPicker(
  props: FieldExtensionComponentProps<string>,
) {
  const { language } = useFormLanguage();
  useOfferedChoice(props);
  const choices = choicesOf(props.schema);
  const options = historyOptions(
    props.formContext?.formData ?? {},
    choices.map(({ name }) => name),
    language,
  );
  return (
    <OptionGroup
      field={props}
      options={choices.map(choice => {
        const option = options.find(({ name }) => name === choice.name);
        return {
          ...choice,
          sentences: option?.answers,
          figures: option?.figures ?? [],
        };
      })}
    />
  );
}
