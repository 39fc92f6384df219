using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>The sets of strides that models are built with.</summary>
internal static class Strides
{
    /// <summary>The usual one.</summary>
    public static readonly int[] Usual = [8, 16, 32];

    /// <summary>With a fourth for large objects: NanoDet-Plus, the P6 models of YOLO.</summary>
    public static readonly int[] Large = [8, 16, 32, 64];

    private static readonly int[] s_small = [4, 8, 16, 32];
    private static readonly int[] s_tiny = [16, 32];

    /// <summary>Whether a number of places is what a YOLO model has for an input.</summary>
    /// <param name="places">The number.</param>
    /// <param name="width">The input's width.</param>
    /// <param name="height">The input's height.</param>
    /// <param name="anchors">Places of each cell.</param>
    public static bool Fit(int places, int width, int height, int anchors) =>
        new[] { Usual, Large, s_small, s_tiny }.Any(set => places == anchors * Cells(width, height, set));

    /// <summary>Cells of all grids of a set.</summary>
    public static int Cells(int width, int height, int[] strides) => Grid.Total(Grid.Of(width, height, strides));
}
