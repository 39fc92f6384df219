namespace LocalAI.Plugins.OnnxRuntime.Tests;

/// <summary>Small models whose results are known.</summary>
internal static class Graphs
{
    /// <summary>y = x + [10, 20], for any number of rows.</summary>
    public static OnnxGraph Rows() => new OnnxGraph()
        .Input("x", OnnxGraphElement.Float, "rows", 2)
        .Constant("w", [2], 10f, 20f)
        .Node("Add", ["x", "w"], ["y"])
        .Output("y", OnnxGraphElement.Float, "rows", 2);

    /// <summary>y = |x|, three numbers.</summary>
    public static OnnxGraph Fixed() => new OnnxGraph()
        .Input("x", OnnxGraphElement.Float, 3)
        .Node("Abs", ["x"], ["y"])
        .Output("y", OnnxGraphElement.Float, 3);

    /// <summary>x multiplied by itself so often that it takes long where x is large.</summary>
    public static OnnxGraph Long()
    {
        const int Steps = 400;
        var graph = new OnnxGraph().Input("x0", OnnxGraphElement.Float, "n", "n");
        for (var step = 0; step < Steps; step++)
            graph.Node("MatMul", [$"x{step}", "x0"], [$"x{step + 1}"]);
        return graph.Output($"x{Steps}", OnnxGraphElement.Float, "n", "n");
    }
}
