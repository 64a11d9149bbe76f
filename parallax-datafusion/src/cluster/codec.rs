//! How the functions travel in plans: by name, with the version that they were planned with.
//!
//! A plan names a function; whoever receives it calls its own function of that name. Where machines run different
//! versions, words could be counted by different rules and added up without anybody noticing, so each function
//! carries the version and another version refuses it. Everything else is left to the codecs of Ballista.

use std::sync::Arc;

use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Result, TableReference, plan_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{AggregateUDF, Extension, LogicalPlan, ScalarUDF, WindowUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

/// What a function carries.
const VERSION: &[u8] = concat!("parallax ", env!("CARGO_PKG_VERSION")).as_bytes();

/// The function of a name in `all`; an error where it was planned with another version, none where it is not ours.
fn decode<F>(
    all: Vec<Arc<F>>,
    name_of: fn(&F) -> &str,
    name: &str,
    carried: &[u8],
) -> Result<Option<Arc<F>>> {
    let Some(function) = all.into_iter().find(|function| name_of(function) == name) else {
        return Ok(None);
    };
    // A client that registered the functions without these codecs sends the name alone.
    if carried.is_empty() || carried == VERSION {
        return Ok(Some(function));
    }
    plan_err!(
        "{name} was planned with {:?}, this is {:?}; run the same version on client, scheduler and executors",
        String::from_utf8_lossy(carried),
        String::from_utf8_lossy(VERSION)
    )
}

fn scalar(name: &str, carried: &[u8]) -> Result<Option<Arc<ScalarUDF>>> {
    decode(crate::scalar_functions(), ScalarUDF::name, name, carried)
}

fn aggregate(name: &str, carried: &[u8]) -> Result<Option<Arc<AggregateUDF>>> {
    decode(crate::aggregate_functions(), AggregateUDF::name, name, carried)
}

/// The methods of both codecs that are about functions: ours by name and version, others as Ballista has them.
macro_rules! carry_functions {
    () => {
        fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
            match scalar(name, buf)? {
                Some(function) => Ok(function),
                None => self.ballista.try_decode_udf(name, buf),
            }
        }

        fn try_encode_udf(&self, node: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
            if scalar(node.name(), VERSION)?.is_some() {
                buf.extend_from_slice(VERSION);
                return Ok(());
            }
            self.ballista.try_encode_udf(node, buf)
        }

        fn try_decode_udaf(&self, name: &str, buf: &[u8]) -> Result<Arc<AggregateUDF>> {
            match aggregate(name, buf)? {
                Some(function) => Ok(function),
                None => self.ballista.try_decode_udaf(name, buf),
            }
        }

        fn try_encode_udaf(&self, node: &AggregateUDF, buf: &mut Vec<u8>) -> Result<()> {
            if aggregate(node.name(), VERSION)?.is_some() {
                buf.extend_from_slice(VERSION);
                return Ok(());
            }
            self.ballista.try_encode_udaf(node, buf)
        }
    };
}

/// Logical plans, as a client sends them to the scheduler.
#[derive(Debug, Default)]
pub struct LogicalCodec {
    ballista: BallistaLogicalExtensionCodec,
}

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[LogicalPlan],
        ctx: &TaskContext,
    ) -> Result<Extension> {
        self.ballista.try_decode(buf, inputs, ctx)
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        self.ballista.try_encode(node, buf)
    }

    fn try_decode_table_provider(
        &self,
        buf: &[u8],
        table_ref: &TableReference,
        schema: SchemaRef,
        ctx: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.ballista.try_decode_table_provider(buf, table_ref, schema, ctx)
    }

    fn try_encode_table_provider(
        &self,
        table_ref: &TableReference,
        node: Arc<dyn TableProvider>,
        buf: &mut Vec<u8>,
    ) -> Result<()> {
        self.ballista.try_encode_table_provider(table_ref, node, buf)
    }

    fn try_decode_file_format(
        &self,
        buf: &[u8],
        ctx: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.ballista.try_decode_file_format(buf, ctx)
    }

    fn try_encode_file_format(
        &self,
        buf: &mut Vec<u8>,
        node: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.ballista.try_encode_file_format(buf, node)
    }

    carry_functions!();

    fn try_decode_udwf(&self, name: &str, buf: &[u8]) -> Result<Arc<WindowUDF>> {
        self.ballista.try_decode_udwf(name, buf)
    }

    fn try_encode_udwf(&self, node: &WindowUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.ballista.try_encode_udwf(node, buf)
    }
}

/// Physical plans, as the scheduler sends them to executors.
#[derive(Debug, Default)]
pub struct PhysicalCodec {
    ballista: BallistaPhysicalExtensionCodec,
}

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        ctx: &TaskContext,
        proto_converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.ballista.try_decode(buf, inputs, ctx, proto_converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buf: &mut Vec<u8>,
        proto_converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.ballista.try_encode(node, buf, proto_converter)
    }

    carry_functions!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_comes_back() {
        let (logical, physical) = (LogicalCodec::default(), PhysicalCodec::default());
        for function in crate::scalar_functions() {
            let (mut to_scheduler, mut to_executor) = (Vec::new(), Vec::new());
            logical.try_encode_udf(&function, &mut to_scheduler).unwrap();
            physical.try_encode_udf(&function, &mut to_executor).unwrap();
            let name = function.name();
            assert_eq!(logical.try_decode_udf(name, &to_scheduler).unwrap(), function);
            assert_eq!(physical.try_decode_udf(name, &to_executor).unwrap(), function);
            assert_eq!(physical.try_decode_udf(name, b"").unwrap(), function, "without codec");
        }
        for function in crate::aggregate_functions() {
            let (mut to_scheduler, mut to_executor) = (Vec::new(), Vec::new());
            logical.try_encode_udaf(&function, &mut to_scheduler).unwrap();
            physical.try_encode_udaf(&function, &mut to_executor).unwrap();
            let name = function.name();
            assert_eq!(logical.try_decode_udaf(name, &to_scheduler).unwrap(), function);
            assert_eq!(physical.try_decode_udaf(name, &to_executor).unwrap(), function);
        }
    }

    #[test]
    fn another_version_is_refused() {
        let codec = PhysicalCodec::default();
        let error = codec.try_decode_udaf("parallax_profile", b"parallax 0.0.1").unwrap_err();
        let message = error.to_string();
        assert!(message.contains("\"parallax 0.0.1\""), "{message}");
        assert!(message.contains("run the same version"), "{message}");
    }

    #[test]
    fn functions_of_others_are_left_alone() {
        let codec = LogicalCodec::default();
        let mut carried = Vec::new();
        let abs = datafusion::functions::math::abs();
        codec.try_encode_udf(&abs, &mut carried).unwrap();
        assert!(carried.is_empty());
        assert!(codec.try_decode_udf("unheard_of", b"").is_err());
    }
}
