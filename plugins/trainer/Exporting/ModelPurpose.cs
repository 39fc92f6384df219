namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What a trained model is for.</summary>
internal enum ModelPurpose
{
    /// <summary>It writes text.</summary>
    Text,

    /// <summary>It gives a text one score, by a layer behind the state of the last token.</summary>
    Scoring,

    /// <summary>It gives a text a vector, the mean of its tokens' states.</summary>
    Embedding,
}
