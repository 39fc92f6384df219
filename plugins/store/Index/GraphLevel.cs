namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// The highest level of a node: of all nodes a share of 1/M is at least at level 1, of those again, and so on. It comes from the row's
/// number by a hash, so nobody needs to keep it.
/// </summary>
internal static class GraphLevel
{
    /// <summary>The highest possible one.</summary>
    public const int Most = 15;

    /// <summary>The level of a row.</summary>
    public static int Of(int row, int connections)
    {
        // The finalizer of SplitMix64.
        var bits = ((ulong)row + 1) * 0x9E37_79B9_7F4A_7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
        bits ^= bits >> 31;
        var uniform = ((bits >> 11) + 1) * (1.0 / (1UL << 53));
        return (int)Math.Min(Most, -Math.Log(uniform) / Math.Log(connections));
    }
}
