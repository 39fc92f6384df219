namespace LocalAI.Plugins.Llama.Loading;

/// <summary>How the vectors of a text's tokens become one, with the numbers of llama.h (llama_pooling_type).</summary>
internal enum PoolingType
{
    /// <summary>As the model's file says.</summary>
    Model = -1,

    /// <summary>One vector for each token.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>That of the first token.</summary>
    Cls = 2,

    /// <summary>That of the last token.</summary>
    Last = 3,

    /// <summary>A score from the model's classification head.</summary>
    Rank = 4,
}
