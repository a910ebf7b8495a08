import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { clientOptions } from '@nodeyard/blueprint/form';
import { useState } from 'react';
import { choicesOf, useOfferedChoice } from '../choices';
import type { ClientPickerOptions } from '../fieldOptions';
import { useFleetShares } from '../hooks/useFleetShares';
import { useFormLanguage } from '../useFormLanguage';
import { FleetAdvice } from './FleetAdvice';
import { OptionGroup } from './OptionGroup';

/** Clients, each with its disk, memory, first sync, forks and share in the fleet. */
export function EthereumClientPicker(
  props: FieldExtensionComponentProps<string, ClientPickerOptions>,
) {
  const { t, language } = useFormLanguage();
  const [now] = useState(() => new Date());
  useOfferedChoice(props);
  const answers = props.formContext?.formData ?? {};
  const layer = props.uiSchema['ui:options']?.layer ?? 'execution';
  const shares = useFleetShares(String(answers.network), layer);
  const choices = choicesOf(props.schema);
  const options = clientOptions(answers, {
    layer,
    names: choices.map(({ name }) => name),
    now,
    language,
  });
  const percent = new Intl.NumberFormat(language.locale, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  return (
    <>
      <OptionGroup
        field={props}
        options={choices.map(choice => {
          const option = options.find(({ name }) => name === choice.name);
          const share =
            shares.status === 'known' && shares.total > 0
              ? shares.of(choice.name)
              : undefined;
          return {
            ...choice,
            isRefused: option?.isRefused,
            figures: [
              ...(option?.figures ?? []),
              ...(share === undefined
                ? []
                : [{ title: t('fleet.title'), text: percent.format(share) }]),
            ],
          };
        })}
      />
      <FleetAdvice
        shares={shares}
        chosen={choices.find(({ name }) => name === props.formData)}
        choices={choices}
        percent={percent}
      />
    </>
  );
}
