using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <inheritdoc cref="TextGenerator.Answer"/>
internal delegate IReadOnlyList<IReadOnlyList<int>> AnswerWriter(
    IReadOnlyList<IReadOnlyList<int>> prompts, GenerationSettings settings, CancellationToken cancellationToken);
