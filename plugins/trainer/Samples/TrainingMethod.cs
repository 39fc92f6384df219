namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>What a model is trained for, by the names in <c>training_method</c>.</summary>
internal enum TrainingMethod
{
    /// <summary>To write given answers.</summary>
    Sft,

    /// <summary>To prefer one answer to another, held to what the model was (direct preference optimisation).</summary>
    Dpo,

    /// <summary>To write the better answer and prefer it, without a model to be held to (odds-ratio preference optimisation).</summary>
    Orpo,

    /// <summary>To write good answers and not bad ones, which are not in pairs (Kahneman-Tversky optimisation).</summary>
    Kto,

    /// <summary>To score answers.</summary>
    Reward,

    /// <summary>To write answers of its own that are rewarded, compared within groups (group relative policy optimisation).</summary>
    Grpo,

    /// <summary>The same, each compared with the mean of the others (REINFORCE leave-one-out).</summary>
    Rloo,

    /// <summary>To give sentences that mean the same similar states (multiple negatives ranking).</summary>
    Embedding,
}
