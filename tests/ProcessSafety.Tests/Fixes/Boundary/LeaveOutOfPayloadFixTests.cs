using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class LeaveOutOfPayloadFixTests : RuleTest
{
    [Fact]
    public Task Json_InAnotherFile() => Fix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        [
            """
            using System.Threading;

            public class Job
            {
                public string Name { get; set; } = "";

                /// <summary>Ends the job.</summary>
                public CancellationToken Token { get; set; } // not sent
            }
            """,
            """
            using System.Text.Json;

            public static class Jobs
            {
                public static string Write(Job job) => JsonSerializer.Serialize({|PSAFE106:job|});
            }
            """,
        ],
        [
            """
            using System.Text.Json.Serialization;
            using System.Threading;

            public class Job
            {
                public string Name { get; set; } = "";

                /// <summary>Ends the job.</summary>
                [JsonIgnore]
                public CancellationToken Token { get; set; } // not sent
            }
            """,
            """
            using System.Text.Json;

            public static class Jobs
            {
                public static string Write(Job job) => JsonSerializer.Serialize(job);
            }
            """,
        ]);

    [Fact]
    public Task Json_RecordParameter() => Fixes(
        """
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;

        public record Job(string Name, CancellationToken Token)
        {
            public string Write() => JsonSerializer.Serialize({|PSAFE106:this|});
        }
        """,
        """
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;

        public record Job(string Name, [property: JsonIgnore] CancellationToken Token)
        {
            public string Write() => JsonSerializer.Serialize(this);
        }
        """);

    [Fact]
    public Task Xml() => Fixes(
        """
        using System.Threading;
        using System.Xml.Serialization;

        public class Job
        {
            public CancellationToken Token;

            public static XmlSerializer Serializer => new({|PSAFE106:typeof(Job)|});
        }
        """,
        """
        using System.Threading;
        using System.Xml.Serialization;

        public class Job
        {
            [XmlIgnore]
            public CancellationToken Token;

            public static XmlSerializer Serializer => new(typeof(Job));
        }
        """);

    [Theory]
    [InlineData(
        "[DataMember(Order = 1)] public CancellationToken {|PSAFE106:Token|} { get; set; }",
        "[IgnoreDataMember] public CancellationToken Token { get; set; }")]
    [InlineData(
        "[DataMember, Obsolete] private CancellationToken {|PSAFE106:_token|};",
        "[IgnoreDataMember, Obsolete] private CancellationToken _token;")]
    public Task DataMember(string member, string left) => Fixes(Contract(member), Contract(left));

    [Fact]
    public Task FieldOfASerializableType() => Fixes(
        """
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        [Serializable]
        public class Job
        {
            private readonly SemaphoreSlim _gate = new(1);

            public static DataContractSerializer Serializer => new({|PSAFE106:typeof(Job)|});
        }
        """,
        """
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        [Serializable]
        public class Job
        {
            [NonSerialized]
            private readonly SemaphoreSlim _gate = new(1);

            public static DataContractSerializer Serializer => new(typeof(Job));
        }
        """);

    [Theory]
    [InlineData("[Orleans.Id(0)] public Action {|PSAFE106:Done|};", "[NonSerialized] public Action Done;")]
    [InlineData("[Orleans.Id(0)] public Action {|PSAFE106:Done|} { get; set; }", "[field: NonSerialized] public Action Done { get; set; }")]
    public Task Orleans(string member, string left) => Fixes(Grain(member), Grain(left));

    [Fact]
    public Task NotOffered_WhereFieldsShareTheDeclaration() => NoFix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        Contract("[DataMember] private CancellationToken {|PSAFE106:_first|}, {|PSAFE106:_second|};"));

    [Fact]
    public Task NotOffered_WhereTheAttributeStandsAlready() => NoFix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        """
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;

        public class Job
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
            public CancellationToken Token { get; set; }

            public string Write() => JsonSerializer.Serialize({|PSAFE106:this|});
        }
        """);

    [Fact]
    public Task NotOffered_ForThePayloadItself() => NoFix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        """
        using System.Text.Json;
        using System.Threading;

        public static class Jobs
        {
            public static string Write(CancellationToken token) => JsonSerializer.Serialize({|PSAFE106:token|});
        }
        """);

    /// <summary>A reader wants it, and throws without.</summary>
    [Theory]
    [InlineData("required ")]
    public Task NotOffered_ForARequiredMember(string modifier) => NoFix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        $$"""
        using System.Text.Json;
        using System.Threading;

        public class Job
        {
            public {{modifier}}CancellationToken Token { get; set; }

            public string Write() => JsonSerializer.Serialize({|PSAFE106:this|});
        }
        """);

    /// <summary>What Orleans generates calls the constructor with every parameter.</summary>
    [Fact]
    public Task NotOffered_ForAPositionalParameterOfAnOrleansRecord() => NoFix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(
        """
        using System.Threading;

        namespace Orleans
        {
            public sealed class GenerateSerializerAttribute : System.Attribute { }
        }

        namespace Jobs
        {
            [Orleans.GenerateSerializer]
            public record Job(string Name, CancellationToken {|PSAFE106:Token|});
        }
        """);

    private static Task Fixes(string source, string fixedSource) =>
        Fix<ProcessBoundPayloadAnalyzer, LeaveOutOfPayloadFix>(source, fixedSource);

    private static string Contract(string member) =>
        $$"""
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public class Job
        {
            {{member}}
        }
        """;

    private static string Grain(string member) =>
        $$"""
        #nullable disable
        using System;

        namespace Orleans
        {
            public sealed class GenerateSerializerAttribute : Attribute { }

            public sealed class IdAttribute : Attribute
            {
                public IdAttribute(uint id) { }
            }
        }

        [Orleans.GenerateSerializer]
        public class Job
        {
            {{member}}
        }
        """;
}
