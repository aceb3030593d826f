using System.Collections.Immutable;

namespace ProcessSafety.Tests.Shapes;

/// <summary>The ways in which a local gets its value.</summary>
internal static class ValueShapes
{
    private const string Throw = "throw new global::System.InvalidOperationException()";

    public static ImmutableArray<Rewriting> All { get; } =
    [
        new ValueShape("x = (value)") { Value = "({value})" },
        new ValueShape("x = value!") { Value = "({value})!" },
        new ValueShape("x = (T)value") { Value = "({type}){value}" },
        new ValueShape("x = value ?? throw") { Value = $"{{value}} ?? {Throw}" },
        new ValueShape("x = certain ? value : throw") { Value = $"global::System.Environment.ProcessId > 0 ? {{value}} : {Throw}" },
        new ValueShape("x = value switch { { } it => it }") { Value = $"{{value}} switch {{ {{ }} shapeIt => shapeIt, _ => {Throw} }}" },
        new ValueShape("T x; x = value") { Statement = "{type} {name};\n{name} = {value};" },
        new ValueShape("T? x = null; x ??= value") { Statement = "{type}? {name} = null;\n{name} ??= {value};" },
        new ValueShape("Interlocked.CompareExchange(ref x, value, null)")
        {
            Statement = "{type}? {name} = null;\nglobal::System.Threading.Interlocked.CompareExchange(ref {name}, {value}, null);",
        },
        new ValueShape("if (value is not { } x) throw") { Statement = $"if ({{value}} is not {{ }} {{name}})\n{{\n{Throw};\n}}" },
        new ValueShape("if (value is { } x)") { Statement = "if ({value} is { } {name})\n{\n{rest}\n}" },
        new ValueShape("if (value is T x)") { Statement = "if ({value} is {type} {name})\n{\n{rest}\n}" },
        new ValueShape("if (value is var x)") { Statement = "if ({value} is var {name})\n{\n{rest}\n}" },
        new ValueShape("if (value is T { } x)") { Statement = "if ({value} is {type} { } {name})\n{\n{rest}\n}" },
        new ValueShape("switch (value) { case { } x: }")
        {
            Statement = "switch ({value})\n{\ncase { } {name}:\n{\n{rest}\n}\n}",
        },
        new ValueShape("Make(out T x)")
        {
            Statement = "void ShapeMake(out {type} made)\n{\nmade = {value};\n}\n\nShapeMake(out {type} {name});",
        },
        new ValueShape("if (!TryMake(out T? x)) throw")
        {
            Statement = "bool ShapeTryMake([global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {type}? made)\n{\n"
                + "made = {value};\n"
                + $"return made is not null;\n}}\n\nif (!ShapeTryMake(out {{type}}? {{name}}))\n{{\n{Throw};\n}}",
        },
        new ValueShape("(T x, int y) = (value, 0)") { Statement = "({type} {name}, int shapeCount) = ({value}, 0);" },
        new ValueShape("x = pair.Value, of a tuple")
        {
            Before = "({type} Value, int Count) shapePair = ({value}, 0);\n",
            Value = "shapePair.Value",
        },
        new ValueShape("x = items[0], of an array")
        {
            Before = "{type}[] shapeItems = new {type}[] { {value} };\n",
            Value = "shapeItems[0]",
        },
        new ValueShape("x = items[0], of a collection expression")
        {
            Before = "{type}[] shapeItems = [{value}];\n",
            Value = "shapeItems[0]",
        },
        new ValueShape("foreach (T x in new[] { value })")
        {
            Statement = "foreach ({type} {name} in new {type}[] { {value} })\n{\n{rest}\n}",
        },
        new ValueShape("a copy: T y = value; x = y") { Before = "{type} shapeFirst = {value};\n", Value = "shapeFirst" },
        new ValueShape("a field")
        {
            Statement = "_shapeHeld = {value};",
            NewName = "_shapeHeld",
            Member = "private {static}{type} _shapeHeld = null!;",
        },
        new ValueShape("a property")
        {
            Statement = "ShapeHeld = {value};", NewName = "ShapeHeld", Member = "private {static}{type} ShapeHeld { get; set; } = null!;",
        },
        new ValueShape("new Holder { Held = value }.Held")
        {
            Value = "new ShapeHolder { Held = {value} }.Held",
            Type = "internal sealed class ShapeHolder\n{\npublic {type} Held { get; set; } = null!;\n}",
        },
        new ValueShape("new Holder(value).Held, primary constructor")
        {
            Value = "new ShapeHolder({value}).Held",
            Type = "internal sealed class ShapeHolder({type} held)\n{\npublic {type} Held => held;\n}",
        },
        new ValueShape("new Holder(value).Held, record")
        {
            Value = "new ShapeHolder({value}).Held", Type = "internal sealed record ShapeHolder({type} Held);",
        },
        new ValueShape("x = Make(), local function") { Before = "{type} ShapeMake()\n{\nreturn {value};\n}\n\n", Value = "ShapeMake()" },
        new ValueShape("x = make(), lambda") { Before = "global::System.Func<{type}> shapeMake = () => {value};\n", Value = "shapeMake()" },
        new ValueShape("x = Make(), method") { Value = "ShapeMake()", Member = "private {static}{type} ShapeMake() => {value};" },
        new ValueShape("x = Made, property") { Value = "ShapeMade", Member = "private {static}{type} ShapeMade => {value};" },
        new ValueShape("x = await MakeAsync()")
        {
            Before = "async global::System.Threading.Tasks.Task<{type}> ShapeMakeAsync()\n{\n"
                + "await global::System.Threading.Tasks.Task.Yield();\n"
                + "return {value};\n}\n\n",
            Value = "await ShapeMakeAsync()",
        },
        new ValueShape("x = await Task.Run(() => value)") { Value = "await global::System.Threading.Tasks.Task.Run(() => {value})" },
        new ValueShape("x = await Task.FromResult(value)") { Value = "await global::System.Threading.Tasks.Task.FromResult({value})" },
        new ValueShape("x = new Lazy<T>(() => value).Value") { Value = "new global::System.Lazy<{type}>(() => {value}).Value" },
        new ValueShape("using (T x = value)") { OfUsing = true, Statement = "using ({type} {name} = {value})\n{\n{rest}\n}" },
        new ValueShape("T x = value; using (x)") { OfUsing = true, Statement = "{type} {name} = {value};\nusing ({name})\n{\n{rest}\n}" },
        new ValueShape("try { } finally { x.Dispose(); }")
        {
            OfUsing = true, Statement = "{type} {name} = {value};\ntry\n{\n{rest}\n}\nfinally\n{\n{name}.Dispose();\n}",
        },
    ];
}
