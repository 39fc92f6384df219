using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>Shapes of outputs as families know them, for one picture.</summary>
internal static class OutputShape
{
    private const long Longest = 1 << 26;

    /// <summary>Floats [1, rows, columns].</summary>
    public static (int Rows, int Columns)? Matrix(TensorSlot slot) =>
        IsFloat(slot) && slot.Shape is [1 or -1, var rows, var columns] && IsLength(rows) && IsLength(columns)
            ? ((int)rows, (int)columns)
            : null;

    /// <summary>Floats [1, a, b, c].</summary>
    public static (int A, int B, int C)? Cube(TensorSlot slot) =>
        IsFloat(slot) && slot.Shape is [1 or -1, var a, var b, var c] && IsLength(a) && IsLength(b) && IsLength(c) && a * b * c < Longest
            ? ((int)a, (int)b, (int)c)
            : null;

    /// <summary>The only output of floats [1, rows, columns]; null where there is none or more than one.</summary>
    public static MatrixOutput? OnlyMatrix(IReadOnlyList<TensorSlot> outputs) => Matrices(outputs) is [var only] ? only : null;

    /// <summary>All outputs of floats [1, rows, columns].</summary>
    public static IReadOnlyList<MatrixOutput> Matrices(IReadOnlyList<TensorSlot> outputs) =>
        [.. outputs.Select((slot, index) => Matrix(slot) is var (rows, columns) ? new MatrixOutput(index, rows, columns) : null)
            .OfType<MatrixOutput>()];

    public static bool IsFloat(TensorSlot slot) => slot.Type is TensorElementType.Float or TensorElementType.Float16;

    private static bool IsLength(long length) => length is > 0 and < Longest;
}

/// <summary>An output of floats [1, rows, columns].</summary>
internal sealed record MatrixOutput(int Index, int Rows, int Columns);
