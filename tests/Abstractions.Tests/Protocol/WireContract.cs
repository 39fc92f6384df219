using Google.Protobuf.Reflection;

namespace LocalAI.Plugins.Abstractions.Tests.Protocol;

/// <summary>Writes down what of a proto file is visible on the wire: a line a message, field, enum value and RPC.</summary>
internal static class WireContract
{
    public static IEnumerable<string> Lines(FileDescriptor file) =>
        file.MessageTypes.SelectMany(Lines)
            .Concat(file.EnumTypes.SelectMany(Lines))
            .Concat(file.Services.SelectMany(service => service.Methods).Select(Line))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(MessageDescriptor message)
    {
        yield return $"message {NameOf(message)}";
        foreach (var field in message.Fields.InDeclarationOrder())
            yield return $"{NameOf(message)}.{field.Name} = {field.FieldNumber} {TypeOf(field)}";
        foreach (var line in message.EnumTypes.SelectMany(Lines))
            yield return line;
        foreach (var line in message.NestedTypes.Where(nested => !nested.IsMapEntry).SelectMany(Lines))
            yield return line;
    }

    private static IEnumerable<string> Lines(EnumDescriptor type) =>
        type.Values.Select(value => $"{NameOf(type)}.{value.Name} = {value.Number}");

    private static string Line(MethodDescriptor rpc) =>
        $"rpc {rpc.Name}({(rpc.IsClientStreaming ? "stream " : "")}{NameOf(rpc.InputType)}) returns " +
        $"({(rpc.IsServerStreaming ? "stream " : "")}{NameOf(rpc.OutputType)})";

    private static string TypeOf(FieldDescriptor field)
    {
        if (field.IsMap)
            return $"map<{KindOf(field.MessageType.FindFieldByNumber(1))}, {KindOf(field.MessageType.FindFieldByNumber(2))}>";

        var label = field.IsRepeated ? "repeated " : field.RealContainingOneof is null && field.HasPresence && !IsMessage(field)
            ? "optional "
            : "";
        var oneof = field.RealContainingOneof is { } group ? $" oneof {group.Name}" : "";
        return label + KindOf(field) + oneof;
    }

    private static string KindOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => NameOf(field.MessageType),
        FieldType.Enum => NameOf(field.EnumType),
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static bool IsMessage(FieldDescriptor field) => field.FieldType == FieldType.Message;

    private static string NameOf(IDescriptor type) => type.FullName["backend.".Length..];
}
