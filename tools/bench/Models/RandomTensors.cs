using System.Runtime.InteropServices;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Bench.Models;

/// <summary>Makes tensors of random weights; the same ones each time.</summary>
internal sealed class RandomTensors(int seed)
{
    /// <summary>Weights of one block of q8_0: 32 signed bytes behind a scale of half precision.</summary>
    private const int BlockWeights = 32;
    private const int BlockBytes = 34;

    /// <summary>The standard deviation of a signed byte that is uniformly random.</summary>
    private const double ByteDeviation = 73.9;

    private readonly Random _random = new(seed);

    /// <summary>A vector of ones, as a norm has it before training.</summary>
    public static ModelTensor Ones(string name, int length) => new(name, [length], GgmlType.Float32, () =>
    {
        var ones = new float[length];
        Array.Fill(ones, 1);
        return MemoryMarshal.AsBytes<float>(ones).ToArray();
    });

    /// <summary>A q8_0 matrix that keeps the size of what it is multiplied with.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="columns">Inputs; a multiple of 32.</param>
    /// <param name="rows">Outputs.</param>
    /// <param name="zeroRows">Rows at the beginning that are zero.</param>
    public ModelTensor Matrix(string name, int columns, int rows, int zeroRows = 0)
    {
        var rowBytes = columns / BlockWeights * BlockBytes;
        return new ModelTensor(name, [columns, rows], GgmlType.Find("q8_0")!, () =>
        {
            var data = new byte[rowBytes * rows];
            _random.NextBytes(data);
            var scale = (Half)(1 / (ByteDeviation * Math.Sqrt(columns)));
            for (var block = 0; block < data.Length; block += BlockBytes)
                BitConverter.TryWriteBytes(data.AsSpan(block), block < zeroRows * rowBytes ? Half.Zero : scale);
            return data;
        });
    }
}
