import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { FormFigure } from '@nodeyard/blueprint/form';
import type { Choice } from '../choices';
import { Figures } from './Figures';
import styles from './OptionGroup.module.css';

/** An answer with what it means. */
export interface Option extends Choice {
  /** Sentences without full stops. */
  sentences?: readonly string[];
  figures: readonly FormFigure[];
  isRefused?: boolean;
}

/** One answer of a list, as radio buttons with the figures of each. */
export function OptionGroup(props: {
  field: Pick<
    FieldExtensionComponentProps<string, any>,
    | 'disabled'
    | 'formData'
    | 'idSchema'
    | 'onChange'
    | 'rawErrors'
    | 'readonly'
    | 'required'
    | 'schema'
  >;
  options: readonly Option[];
}) {
  const { field, options } = props;
  const { $id: id } = field.idSchema;
  return (
    <fieldset
      role="radiogroup"
      className={styles.group}
      aria-invalid={field.rawErrors?.length ? true : undefined}
      aria-required={field.required}
      disabled={field.disabled || field.readonly}
      aria-describedby={`${id}__error`}
    >
      <legend className={styles.legend}>
        {field.schema.title}
        {field.required && <span aria-hidden="true"> *</span>}
      </legend>
      {options.map(option => (
        <OptionRow
          key={option.name}
          id={`${id}-${option.name}`}
          group={id}
          option={option}
          isChosen={option.name === field.formData}
          onChoose={() => field.onChange(option.name)}
        />
      ))}
    </fieldset>
  );
}

function OptionRow(props: {
  id: string;
  group: string;
  option: Option;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { id, group, option, isChosen, onChoose } = props;
  const { title, sentences = [], figures, isRefused } = option;
  return (
    <label className={styles.option} data-refused={isRefused || undefined}>
      <input
        type="radio"
        className={styles.radio}
        name={group}
        value={option.name}
        checked={isChosen}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-figures`}
      />
      <span id={`${id}-title`} className={styles.title}>
        {title}
      </span>
      <span id={`${id}-figures`} className={styles.details}>
        {sentences.map(sentence => (
          <span key={sentence} className={styles.sentence}>
            {sentence}.{' '}
          </span>
        ))}
        <Figures figures={figures} />
      </span>
    </label>
  );
}
