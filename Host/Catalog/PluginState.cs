namespace LocalAI.Plugins.Host.Catalog;

/// <summary>Where a plugin stands.</summary>
internal enum PluginState
{
    /// <summary>Its manifest is in order; no code of it has run.</summary>
    Available,

    /// <summary>Its engine is in this process.</summary>
    Active,

    /// <summary>It is for another platform or another version of the contract.</summary>
    NotSupported,

    /// <summary>Its folder, manifest or code is broken.</summary>
    Faulty,

    /// <summary>A newer version or a variant for a better device answers in its place.</summary>
    Superseded,
}
