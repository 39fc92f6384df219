using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Store.Index;

/// <summary>Where a walk finds the rows of a block: one cache line leads to everything.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct GraphPage
{
    /// <summary>The rows' 8-bit codes.</summary>
    public sbyte* Codes;

    /// <summary>What one step of each row's codes is worth.</summary>
    public float* Scales;

    /// <summary>Neighbours at level 0: numbers of rows plus 1, then zeros.</summary>
    public int* Links;

    /// <summary>Neighbours at the levels above, a node's levels one after the other.</summary>
    public int* UpperLinks;

    /// <summary>Where each row's upper neighbours begin.</summary>
    public int* UpperPlaces;
}
