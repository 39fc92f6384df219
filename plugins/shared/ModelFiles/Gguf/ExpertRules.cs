namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Rules for mixtures of experts; llama.cpp asserts every one of them.</summary>
internal static class ExpertRules
{
    private static readonly HashSet<string> AlwaysExperts = ["bailingmoe2", "glm4moe", "grovemoe", "ernie4_5-moe"];

    /// <summary>Checks the numbers of experts against each other.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        var experts = model.Number("expert_count");
        // The Hunyuan conversions write 1 for "none".
        if (file.Architecture.Name is "hunyuan_vl" or "hunyuan-dense" && experts <= 1)
            return;
        var used = (model.PerLayer("expert_used_count") ?? []).DefaultIfEmpty(0).Max();
        var groups = model.Number("expert_group_count");
        var usedGroups = model.Number("expert_group_used_count");
        if (experts == 0 && AlwaysExperts.Contains(file.Architecture.Name))
            throw fault.Refuse($"'{model.Key("expert_count")}' is missing or 0; expected at least one expert");
        if (used > experts || (experts > 0 && used == 0))
            throw fault.Refuse(
                $"'{model.Key("expert_used_count")}' is {used}; expected 1 to the {experts} experts of "
                + $"'{model.Key("expert_count")}'");
        if (groups > 0 && (groups >= experts || (groups > 1 && experts % groups != 0)))
            throw fault.Refuse($"'{model.Key("expert_group_count")}' is {groups}; expected a divisor of the {experts} experts");
        if (groups > 1 && (usedGroups == 0 || usedGroups >= groups))
            throw fault.Refuse($"'{model.Key("expert_group_used_count")}' is {usedGroups}; expected 1 to {groups - 1}");
        if (file.Architecture.Name == "ernie4_5-moe" && model.Number("interleave_moe_layer_step") == 0)
            throw fault.Refuse($"'{model.Key("interleave_moe_layer_step")}' is missing or 0; expected at least 1");
        if (file.Architecture.Name == "grovemoe" && model.Number("experts_per_group") == 0)
            throw fault.Refuse($"'{model.Key("experts_per_group")}' is missing; expected at least 1");
    }
}
