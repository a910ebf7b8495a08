import { expect, type Page } from '@playwright/test';

/** The steps of the form that have an answer already, by a question of each. */
const answered = [
  'Environments',
  'Disk of the execution client',
  "Copies of a node's chain",
  'Where should the repository live?',
];

/** Fills in "Create Ethereum Node" where it has no answer of its own, up to the review. */
export async function fillForm(
  page: Page,
  answers: { owner: string; name: string },
): Promise<void> {
  await page.getByRole('textbox', { name: 'Owner' }).fill(answers.owner);
  await page
    .getByRole('option', { name: new RegExp(answers.owner, 'i') })
    .click();
  await page.getByRole('textbox', { name: 'Name' }).fill(answers.name);
  await page
    .getByRole('textbox', { name: 'What is it for?' })
    .fill('A node that a new platform asked for');
  for (const question of answered) {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(question).first()).toBeVisible({
      timeout: 60_000,
    });
  }
  await page.getByRole('button', { name: 'Review' }).click();
}
