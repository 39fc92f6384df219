namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>The kinds of adapters.</summary>
internal enum AdapterKind
{
    /// <summary>Low rank.</summary>
    Lora,

    /// <summary>A product, element by element, of two of low rank.</summary>
    Loha,

    /// <summary>A Kronecker product.</summary>
    Lokr,
}
