import { expect, type Page } from '@playwright/test';

/** The form "Create Ethereum Node" in a browser. */
export class NodeForm {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens it and answers the first step. */
  async open(name: string): Promise<void> {
    const page = this.page;
    await page.goto('/create/templates/default/create-ethereum-node');
    await page.getByRole('textbox', { name: 'Owner' }).fill('payments');
    await page.getByRole('option', { name: /payments/i }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page
      .getByRole('textbox', { name: 'What is it for?' })
      .fill('A node that a test asked for');
  }

  /** What is ours of a step, and of the review: the questions, not the bar of steps above them. */
  get step() {
    return this.page.locator('[class*="BackstageTemplateStepper-formWrapper"]');
  }

  /** Goes on to the step that has a text. */
  async next(text: string): Promise<void> {
    await this.page.getByRole('button', { name: /^(Next|Review)$/ }).click();
    await expect(this.step.getByText(text).first()).toBeVisible();
  }

  async fill(question: string, answer: string): Promise<void> {
    await this.page.getByLabel(question).fill(answer);
  }

  async choose(answer: string | RegExp): Promise<void> {
    await this.page.getByRole('radio', { name: answer }).click();
  }
}
