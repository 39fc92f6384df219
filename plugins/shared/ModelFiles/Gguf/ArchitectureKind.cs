namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>What the models of an architecture do.</summary>
internal enum ArchitectureKind
{
    /// <summary>Not an architecture of this llama.cpp release.</summary>
    Unknown,

    /// <summary>Continues text, with attention in some or all layers.</summary>
    Generator,

    /// <summary>Continues text without attention; its memory does not grow with the context.</summary>
    Recurrent,

    /// <summary>Gives embeddings only.</summary>
    Encoder,

    /// <summary>Encodes the prompt before a decoder answers.</summary>
    EncoderDecoder,

    /// <summary>Fills a whole text in steps; cannot be decoded token by token.</summary>
    Diffusion,

    /// <summary>Guesses tokens for another model; cannot run alone.</summary>
    Draft,

    /// <summary>Turns images or sound into embeddings for another model.</summary>
    Projector,

    /// <summary>Part of a speech model.</summary>
    Speech,
}
