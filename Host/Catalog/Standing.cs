namespace LocalAI.Plugins.Host.Catalog;

/// <summary>A plugin's state with its reason.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why, in one sentence; empty when there is nothing to explain.</param>
/// <param name="Usable">Whether the plugin may still be chosen.</param>
internal sealed record Standing(PluginState State, string Reason, bool Usable)
{
    public static Standing Available { get; } = new(PluginState.Available, "", Usable: true);

    public static Standing Active { get; } = new(PluginState.Active, "", Usable: true);

    public static Standing NotSupported(string reason) => new(PluginState.NotSupported, reason, Usable: false);

    public static Standing Faulty(string reason) => new(PluginState.Faulty, reason, Usable: false);

    /// <summary>An older version: it is out of the game.</summary>
    public static Standing Outdated(string reason) => new(PluginState.Superseded, reason, Usable: false);

    /// <summary>A variant for a lesser device: it can still be forced.</summary>
    public static Standing Superseded(string reason) => new(PluginState.Superseded, reason, Usable: true);
}
