using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Writes an answer to each prompt, both as tokens.</summary>
internal delegate IReadOnlyList<IReadOnlyList<int>> AnswerWriter(
    IReadOnlyList<IReadOnlyList<int>> prompts, GenerationSettings settings, CancellationToken cancellationToken);
