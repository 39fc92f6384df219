namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>What the outputs of a model of attributes mean.</summary>
internal enum AttributeFamily
{
    /// <summary>Three stages of a soft regression (SSR-Net, Yang et al. 2018).</summary>
    SsrNet,

    /// <summary>Scores of woman and man, and a hundredth of the age (InsightFace).</summary>
    GenderAge,

    /// <summary>A score for each label.</summary>
    Labels,
}
