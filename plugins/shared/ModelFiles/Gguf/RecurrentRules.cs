namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Rules for state-space, RWKV and delta-net layers, whose shapes are quotients of the file's numbers.</summary>
internal static class RecurrentRules
{
    private static readonly HashSet<string> StateSpace =
        ["mamba2", "granitehybrid", "nemotron_h", "nemotron_h_moe", "falcon-h1", "plamo2"];
    private static readonly HashSet<string> DeltaNet = ["qwen3next", "qwen35", "qwen35moe", "qwen4exp"];
    private static readonly HashSet<string> Rwkv = ["rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"];

    /// <summary>Checks that every quotient is whole.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        if (Rwkv.Contains(file.Architecture.Name))
            Divides("wkv.head_size", "embedding_length");
        if (StateSpace.Contains(file.Architecture.Name))
            Divides("ssm.time_step_rank", "ssm.inner_size");
        if (StateSpace.Contains(file.Architecture.Name) && file.Architecture.Name != "plamo2")
            Divides("ssm.group_count", "ssm.inner_size");
        if (DeltaNet.Contains(file.Architecture.Name))
        {
            Divides("ssm.group_count", "ssm.time_step_rank");
            Divides("ssm.time_step_rank", "ssm.inner_size");
            if (model.Number("ssm.inner_size") / model.Number("ssm.time_step_rank") != model.Number("ssm.state_size"))
                throw fault.Refuse(
                    $"'{model.Key("ssm.state_size")}' is {model.Number("ssm.state_size")}; expected inner_size divided by "
                    + "time_step_rank");
        }
        if (file.Architecture.Name == "granitehybrid" && model.Number("ssm.inner_size") != 2 * model.EmbeddingLength)
            throw fault.Refuse(
                $"'{model.Key("ssm.inner_size")}' is {model.Number("ssm.inner_size")}; expected twice the embedding length");

        void Divides(string divisor, string number)
        {
            if (model.Number(divisor) == 0 || model.Number(number) % model.Number(divisor) != 0)
                throw fault.Refuse(
                    $"'{model.Key(divisor)}' is {model.Number(divisor)}; expected a divisor of '{model.Key(number)}', which "
                    + $"is {model.Number(number)}");
        }
    }
}
