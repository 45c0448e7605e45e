import type { CompletionItem } from 'vscode-languageserver';
import { choicesAt } from '../completion/choices.ts';
import { cursorAt } from '../completion/cursor.ts';
import { scenarioChoices } from '../completion/scenario-choices.ts';
import { writeChoice } from '../completion/write-choice.ts';
import type { Session } from '../feature.ts';
import type { OpenDocument } from '../open-document.ts';
import { isScenario } from '../scenarios.ts';

/** What can be written at the offset, also while the text around is half typed. */
export function completion(session: Session, file: OpenDocument, offset: number): CompletionItem[] {
  const { client } = session;
  const takesSnippets = client.textDocument?.completion?.completionItem?.snippetSupport === true;
  if (isScenario(file.uri)) {
    return scenarioChoices(session, file, offset).map(([cursor, choice], index) =>
      writeChoice(cursor, choice, index, takesSnippets),
    );
  }
  const cursor = cursorAt(file, offset);
  // Inside a quoted string each choice would have to be escaped.
  if (!cursor || cursor.open.isEscaped) return [];
  return choicesAt(session, cursor).map((choice, index) =>
    writeChoice(cursor, choice, index, takesSnippets),
  );
}
