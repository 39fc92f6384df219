namespace LocalAI.Plugins.Tests.Models;

/// <summary>A complete model with random weights that llama.cpp can run.</summary>
internal static class TinyLlama
{
    public const int Width = 64;

    /// <summary>The file's bytes; <paramref name="change"/> may add to it.</summary>
    public static byte[] Write(Action<GgufWriter>? change = null)
    {
        var file = TinyModel.Llama().ClearTensors();
        var random = new Random(3);
        file.Tensor("token_embd.weight", [Width, TinyModel.Tokens], Values(random, Width * TinyModel.Tokens));
        file.Tensor("output_norm.weight", [Width], Ones());
        for (var layer = 0; layer < 2; layer++)
        {
            file.Tensor($"blk.{layer}.attn_norm.weight", [Width], Ones());
            file.Tensor($"blk.{layer}.attn_q.weight", [Width, Width], Values(random, Width * Width));
            file.Tensor($"blk.{layer}.attn_k.weight", [Width, 32], Values(random, Width * 32));
            file.Tensor($"blk.{layer}.attn_v.weight", [Width, 32], Values(random, Width * 32));
            file.Tensor($"blk.{layer}.attn_output.weight", [Width, Width], Values(random, Width * Width));
            file.Tensor($"blk.{layer}.ffn_norm.weight", [Width], Ones());
            file.Tensor($"blk.{layer}.ffn_gate.weight", [Width, 128], Values(random, Width * 128));
            file.Tensor($"blk.{layer}.ffn_up.weight", [Width, 128], Values(random, Width * 128));
            file.Tensor($"blk.{layer}.ffn_down.weight", [128, Width], Values(random, Width * 128));
        }
        change?.Invoke(file);
        return file.ToArray();
    }

    /// <summary>Numbers as a trained matrix has them, roughly.</summary>
    public static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) / 4)];

    private static float[] Ones() => [.. Enumerable.Repeat(1f, Width)];
}
